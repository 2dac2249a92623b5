"""What a real release puts into the public tables is what their columns say."""

from apps.disclosure.releases.made_releases import a_made_release
from cast import Cast
from house.full_agency import live_rows, signed
from prongsai.core.tables import TABLES


def test_every_code_of_a_full_agency_is_explained_and_every_table_has_rows(cast: Cast) -> None:
    live_rows(cast)
    signed(cast)
    tables = {each.code: each.rows for each in a_made_release(cast).tables.all()}
    assert set(tables) == set(TABLES)
    empty = {code for code, rows in tables.items() if not rows}
    assert empty <= {"paper-files"}, "the files of papers are written by a job of their own"
    unexplained = {
        (code, column.code, row[column.code])
        for code, table in TABLES.items()
        for column in table.columns
        for row in tables[code]
        if column.codes and row[column.code] not in dict(column.codes)
    }
    assert unexplained == set()
