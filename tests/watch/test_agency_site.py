from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from prongsai.watch import Fault, look_at_all
from watch.agency_site import agency_site

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
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


def test_every_code_is_planted_and_every_item_has_healthy_and_faulty_addresses(tmp_path: Path) -> None:
    with agency_site(tmp_path) as site:
        codes = Counter(each.fault for each in site.planted)
        assert set(codes) == set(Fault)
        assert {each.item for each in site.planted} == {each.code for each in site.framework.items}
        assert {each.item for each in site.healthy} == {each.code for each in site.framework.items}
