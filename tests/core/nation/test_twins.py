"""Who an agency is stood among."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.nation.twins import TWINS, Peer, Sharing, Twins, twins_of, twins_of_all


def peer(code: str, before: int | None = 8000, **others: str | int | None) -> Peer:
    plain = Peer(code=code, kind="เทศบาลตำบล", size="เล็ก", region="เหนือ", before=before, now=None)
    return replace(plain, **others)  # type: ignore[arg-type]


def test_the_nearest_by_last_years_score_come_first_and_never_the_agency_itself() -> None:
    peers = [peer("a", 8000), peer("b", 8100), peer("c", 7990), peer("d", 9900), peer("e", 8010)]

    assert twins_of_all(peers, 3)["a"] == Twins(("c", "e", "b"), Sharing.REGION, by_last_year=True)


def test_agencies_of_one_score_get_their_neighbours_by_code_not_all_the_same_few() -> None:
    peers = [peer(f"{number:02}", 10000) for number in range(30)]
    found = twins_of_all(peers, 4)

    assert found["15"].codes == ("14", "16", "13", "17")
    assert found["00"].codes == ("01", "02", "03", "04")


def test_the_region_is_let_go_first_then_the_size_and_it_is_told() -> None:
    near = [peer(f"n{number}") for number in range(3)]
    far = [peer(f"f{number}", region="ใต้") for number in range(3)]
    large = [peer(f"l{number}", size="ใหญ่") for number in range(3)]
    other = [peer(f"o{number}", kind="อบต.") for number in range(30)]
    everybody = [*near, *far, *large, *other]

    assert twins_of_all(everybody, 2)["n0"].sharing is Sharing.REGION
    assert twins_of_all(everybody, 5)["n0"].sharing is Sharing.SIZE
    widest = twins_of_all(everybody, 8)["n0"]
    assert widest.sharing is Sharing.KIND
    assert not any(code.startswith("o") for code in widest.codes)


def test_a_type_that_has_too_few_gives_all_it_has() -> None:
    found = twins_of_all([peer("a"), peer("b"), peer("c", kind="อบต.")])

    assert found["a"].codes == ("b",)
    assert found["c"] == Twins((), Sharing.KIND, by_last_year=True)


def test_nobody_shares_a_region_or_size_that_is_not_known() -> None:
    unknown = [peer(f"u{number}", region="") for number in range(30)]
    sizeless = [peer(f"s{number}", size="") for number in range(30)]
    found = twins_of_all([*unknown, *sizeless])

    assert found["u3"].sharing is Sharing.SIZE
    assert found["s3"].sharing is Sharing.KIND


def test_an_agency_without_last_years_score_stands_among_those_near_this_year() -> None:
    peers = [peer("new", None, now=8000), peer("a", 9000, now=7990), peer("b", 8000, now=9000), peer("c", 8000)]
    found = twins_of_all(peers, 2)

    assert found["new"] == Twins(("a", "b"), Sharing.REGION, by_last_year=False)
    assert "new" not in found["a"].codes


def test_an_agency_without_any_score_has_no_twins() -> None:
    peers = [peer("a"), peer("none", None)]

    assert "none" not in twins_of_all(peers)
    assert twins_of("none", peers) is None
    assert twins_of("unknown", peers) is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["ก", "ข"]),
            st.sampled_from(["", "s", "l"]),
            st.sampled_from(["", "n", "e"]),
            st.none() | st.integers(9000, 9050),
            st.none() | st.integers(9000, 9050),
        ),
        max_size=60,
    ),
    st.integers(1, 12),
    st.randoms(use_true_random=False),
)
def test_twins_are_the_nearest_there_are_in_whatever_order_they_are_told(
    rows: list[tuple[str, str, str, int | None, int | None]], count: int, chance: Random
) -> None:
    peers = [Peer(f"{number:03}", *row) for number, row in enumerate(rows)]
    found = twins_of_all(peers, count)
    shuffled = list(peers)
    chance.shuffle(shuffled)

    assert twins_of_all(shuffled, count) == found
    by_code = {each.code: each for each in peers}
    for code, twins in found.items():
        assert twins_of(code, shuffled, count) == twins
        assert_nearest(by_code[code], twins, peers, count)


def assert_nearest(own: Peer, twins: Twins, peers: list[Peer], count: int) -> None:
    """By a plain look at everybody: as many as there are, and none left out is nearer than one taken."""

    def score(each: Peer) -> int | None:
        return each.before if twins.by_last_year else each.now

    def is_alike(each: Peer) -> bool:
        size = twins.sharing is Sharing.KIND or each.size == own.size
        region = twins.sharing is not Sharing.REGION or each.region == own.region
        return each.kind == own.kind and size and region

    pool = {each.code: score(each) for each in peers if each is not own and score(each) is not None and is_alike(each)}
    at = score(own)
    assert at is not None
    gaps = {code: abs(points - at) for code, points in pool.items() if points is not None}
    assert len(twins.codes) == len(set(twins.codes)) == min(count, len(pool))
    assert [gaps[code] for code in twins.codes] == sorted(gaps.values())[: len(twins.codes)]
    if twins.sharing is not Sharing.KIND:
        assert len(pool) >= count


def test_there_are_twenty_where_there_are_so_many() -> None:
    assert len(twins_of_all([peer(f"{number}") for number in range(50)])["7"].codes) == TWINS == 20
