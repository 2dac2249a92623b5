from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from prongsai.core.disclosure import ElementState, Shown, Span, elements_of, look_for, span_of, state_of
from prongsai.core.thai import fiscal_year_bounds, fiscal_year_in
from prongsai.paper.reading.blocks import Paragraph
from prongsai.paper.reading.container import open_document
from prongsai.watch import Fault, Look, look_at_all
from watch.agency_site import AgencySite, agency_site

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
TODAY = NOW.date()
BESIDE = {Fault.MOVED, Fault.PAGE_FOR_FILE}
"""What may be true as well: a page instead of a file is empty, too."""


def test_finds_every_planted_fault_and_invents_none(tmp_path: Path) -> None:
    with agency_site(tmp_path) as site:
        listed = [*site.planted, *site.healthy]
        looks = {each.url: each for each in look_at_all([each.address for each in listed], site.policy, NOW)}
    assert len(site.planted) >= 200
    assert len(site.healthy) >= 150
    assert len({each.address for each in listed}) == len(listed)
    wrong = [
        f"{each.item} {each.address}: {each.fault} planted, found {looks[each.address].faults}"
        for each in listed
        if not _is_as_planted(each.fault, looks[each.address].faults)
    ]
    assert wrong == []


def _is_as_planted(planted: Fault | None, found: tuple[Fault, ...]) -> bool:
    if planted is None:
        return found == ()
    return planted in found and set(found) <= {planted} | BESIDE


def test_finds_what_is_stale_partial_or_of_another_item_in_documents_that_open(tmp_path: Path) -> None:
    with agency_site(tmp_path, faults_a_style=0, healthy_a_style=0, with_documents=True) as site:
        laid = dict(site.documents)
        looks = list(look_at_all(laid, site.policy, NOW))
    assert Counter(each.trouble for each in laid.values()).keys() == {"", "stale", "partial", "other"}
    assert sum(each.trouble != "" for each in laid.values()) >= 50
    wrong = []
    for each in looks:
        found = _trouble(site, laid[each.url].item, each, tmp_path)
        if (each.faults, found) != ((), (laid[each.url].trouble, laid[each.url].missing)):
            wrong.append(f"{each.url} {laid[each.url]}: {each.faults} {found}")
    assert wrong == []


def _trouble(site: AgencySite, code: str, found: Look, folder: Path) -> tuple[str, str]:
    """What the rules of disclosure say of a file, by its text and the day the server gives it."""
    path = folder / f"shown.{found.url.rpartition('.')[2]}"
    path.write_bytes(found.body)
    passages = [(each.text, each.text) for each in open_document(path).blocks if isinstance(each, Paragraph)]
    item = site.framework.item(code)
    assert item is not None
    sought = [each for each in elements_of(site.framework, item) if each.words]
    told = look_for(sought, passages)
    year = fiscal_year_in(passages[0][1])
    assert year is not None
    state = state_of([Shown(fiscal_year_bounds(year), found.changed_on, not found.is_down)], _span(site, code), TODAY)
    by_day = state_of([Shown(None, found.changed_on, not found.is_down)], _span(site, code), TODAY)
    if 2 * len(told) < len(sought):
        return "other", ""
    if ElementState.STALE in {state, by_day}:
        assert state is by_day
        return "stale", ""
    missing = [each.id for each in sought if each.id not in told]
    return ("partial", missing[0]) if missing else ("", "")


def _span(site: AgencySite, code: str) -> Span | None:
    item = site.framework.item(code)
    return span_of(site.framework, item) if item else None


def test_every_code_is_planted_and_every_item_has_healthy_and_faulty_addresses(tmp_path: Path) -> None:
    with agency_site(tmp_path) as site:
        codes = Counter(each.fault for each in site.planted)
        assert set(codes) == set(Fault)
        assert {each.item for each in site.planted} == {each.code for each in site.framework.items}
        assert {each.item for each in site.healthy} == {each.code for each in site.framework.items}
