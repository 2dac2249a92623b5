"""Handing evidence in: kept once, used many times, told apart from what was here before."""

from apps.improvement.made import a_measure_row, a_step_row
from cast import NOW, YEAR, Cast
from prongsai.apps.improvement.models import Evidence, Proof
from prongsai.apps.improvement.operations import evidence as operations
from prongsai.apps.improvement.queries import evidence as query
from prongsai.apps.improvement.queries.evidence import Wish
from prongsai.base.access import viewer_in


def test_x(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast))
    for who in ("clerk", "officer"):
        v = cast.viewer(who)
        operations.add_evidence(
            by=v, at=NOW, year=YEAR, subjects=[step], files=[("a.txt", b"hello")], links=["https://www.example.go.th/a"]
        )
    assert Evidence.objects.count() == 2
    assert Proof.objects.count() == 2
    print(query.counts_of(cast.viewer("clerk"), YEAR), query.counts_of(cast.viewer("officer"), YEAR))
    for state in query.STATES:
        assert (
            query.wished(cast.viewer("clerk"), YEAR, Wish(state=state)).count()
            == query.counts_of(cast.viewer("clerk"), YEAR)[state]
        )
    print(query.piece(viewer_in(cast.people["officer"], cast.agency.slug), Evidence.objects.first().pk))
    print(query.evidence_table(cast.viewer("clerk"), YEAR))
