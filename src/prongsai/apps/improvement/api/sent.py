"""What programs send: measures, steps, reports, decisions, evidence; as operations take it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import BaseModel, Field, model_validator

from prongsai.apps.improvement.api.fields import (
    MOST_CODES,
    MOST_OWNERS,
    MOST_STEPS,
    MOST_USES,
    Code,
    Comment,
    Day,
    Indicator,
    ItemCode,
    Key,
    Link,
    Month,
    Name,
    NeededComment,
    NeededText,
    Number,
    Percent,
    ReportedStatus,
    ReportText,
    Sent,
    Text,
    Title,
    TypedKey,
    Version,
)
from prongsai.apps.improvement.api.problems import RefusedField
from prongsai.apps.improvement.operations.reports import Decision, Progress
from prongsai.apps.improvement.operations.steps import NewStep
from prongsai.apps.improvement.queries.owners import members_of, owners_named
from prongsai.apps.improvement.queries.periods import day_after, first_day, period_words
from prongsai.apps.improvement.queries.plans import found
from prongsai.apps.improvement.queries.proving import Subject, subjects_of
from prongsai.base.access import Viewer
from prongsai.base.queries import units_of
from prongsai.core.framework import nearest
from prongsai.core.records import Period

if TYPE_CHECKING:
    from prongsai.apps.improvement.models import Measure, Step

LOADED = "ครั้งที่บันทึกที่อ่านไป · The version that was read; another one is answered with 409"
UNCHANGED = "ช่องที่ไม่ส่งมาจะคงเดิม · What is not sent stays as it is"


class PeriodSent(Sent):
    """When something is done: its first and its last month, or only words."""

    first_month: Month | None = Field(default=None, description="เดือนแรก · First month, YYYY-MM")
    last_month: Month | None = Field(default=None, description="เดือนสุดท้าย · Last month, YYYY-MM")
    text: Name = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (self.first_month is None) != (self.last_month is None) or (self.first_month or "") > (
            self.last_month or ""
        ):
            raise ValueError("a period has a first and a last month, in this order, or only a text")
        return self

    def words(self) -> dict[str, Any]:
        """The months as a record keeps them."""
        text = self.text or period_words(Period(self.first_month, self.last_month, "") if self.first_month else None)
        after = day_after(first_day(self.last_month))
        return {"starts_on": first_day(self.first_month), "ends_on": after, "period_text": text}


class OwnerSent(Sent):
    """Who does something: a unit or a person of the agency, or somebody by name alone."""

    unit_id: Key | None = None
    person_id: Key | None = None
    name: Name = Field(default="", description="ถ้าเว้นไว้ใช้ชื่อกองหรือบุคคล · Left out, it is the unit's or the person's")

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if self.unit_id and self.person_id:
            raise ValueError("an owner is a unit or a person, not both")
        if not (self.unit_id or self.person_id or self.name):
            raise ValueError("an owner needs a unit, a person or a name")
        return self


Owners = Annotated[list[OwnerSent], Field(max_length=MOST_OWNERS)]
Codes = Annotated[list[Code], Field(max_length=MOST_CODES)]


class StepNew(Sent):
    """A step to be made."""

    text: NeededText
    number: Number = ""
    expected_evidence: Text = ""
    period: PeriodSent | None = None
    owners: Owners = Field(default_factory=list)

    def step(self, owners: Iterable[Mapping[str, Any]]) -> NewStep:
        """The step, with its owners found."""
        period = self.period.words() if self.period else {}
        return NewStep(self.text, self.number, self.expected_evidence, owners=tuple(owners), **period)


class StepChange(Sent):
    """A step written anew, from a version."""

    version: Version = Field(description=LOADED)
    text: NeededText = Field(default_factory=str, description=UNCHANGED)
    number: Number = Field(default_factory=str, description=UNCHANGED)
    expected_evidence: Text = Field(default_factory=str, description=UNCHANGED)
    period: PeriodSent | None = Field(default_factory=lambda: None, description=UNCHANGED)
    owners: Owners = Field(default_factory=list, description=UNCHANGED)

    def words(self) -> Any:
        """What is written anew."""
        return _words(self, ("text", "number", "expected_evidence"))


class StepPlace(Sent):
    """Where a step goes."""

    measure_id: Key = Field(description="มาตรการในแผนเดียวกัน · A measure of the same plan")


class MeasureNew(Sent):
    """A measure to be made, with its steps."""

    title: NeededText
    finding: Text = ""
    number: Number = ""
    indicator: Indicator | None = None
    codes: Codes = Field(default_factory=list)
    monitoring: Text = ""
    period: PeriodSent | None = None
    owners: Owners = Field(default_factory=list)
    steps: Annotated[list[StepNew], Field(max_length=MOST_STEPS)] = Field(default_factory=list)

    def words(self, year: int) -> Any:
        """What is written of the measure. Raises: RefusedField for a code its year does not have."""
        return _measure_words(self, year)


class MeasureChange(Sent):
    """A measure written anew, from a version."""

    version: Version = Field(description=LOADED)
    title: NeededText = Field(default_factory=str, description=UNCHANGED)
    finding: Text = Field(default_factory=str, description=UNCHANGED)
    number: Number = Field(default_factory=str, description=UNCHANGED)
    indicator: Indicator | None = Field(default_factory=lambda: None, description=UNCHANGED)
    codes: Codes = Field(default_factory=list, description=UNCHANGED)
    monitoring: Text = Field(default_factory=str, description=UNCHANGED)
    period: PeriodSent | None = Field(default_factory=lambda: None, description=UNCHANGED)
    owners: Owners = Field(default_factory=list, description=UNCHANGED)

    def words(self, year: int) -> Any:
        """What is written anew. Raises: RefusedField for a code its year does not have."""
        return _measure_words(self, year)


class ReportSent(Sent):
    """What an owner reports."""

    version: Version = Field(
        description="ครั้งที่บันทึกของรายงานที่อ่านไป ยังไม่มีให้ส่ง 0 · The report's version, 0 where there is none"
    )
    status: ReportedStatus
    percent: Percent | None = None
    result: ReportText = Field(default="", description="จำเป็นเมื่อ done · Needed when the work is done")
    problem: ReportText = ""
    suggestion: ReportText = ""
    no_evidence_reason: Comment = ""

    def progress(self) -> Progress:
        """What is reported, as the operation takes it."""
        return Progress(**self.model_dump(exclude={"version"}))


class ProofBack(Sent):
    """One use of a piece that goes back while its report is accepted."""

    proof_id: Key
    comment: NeededComment


class Acceptance(Sent):
    """A report accepted at a version, with the pieces that go back all the same."""

    version: Version = Field(description=LOADED)
    comment: Comment = ""
    returned: Annotated[list[ProofBack], Field(max_length=MOST_USES)] = Field(default_factory=list)

    def decision(self) -> Decision:
        """What was decided, as the operation takes it."""
        return Decision(self.version, self.comment, {each.proof_id: each.comment for each in self.returned})


class Return(Sent):
    """A report sent back, saying what is to be mended."""

    version: Version = Field(description=LOADED)
    comment: NeededComment

    def decision(self) -> Decision:
        """What was decided, as the operation takes it."""
        return Decision(self.version, self.comment)


class ProofReturn(Sent):
    """One use of a piece sent back, saying what is missing."""

    comment: NeededComment


class Uses(Sent):
    """What a piece of evidence is to prove."""

    step_ids: Annotated[list[Key], Field(max_length=MOST_USES)] = Field(default_factory=list)
    measure_ids: Annotated[list[Key], Field(max_length=MOST_USES)] = Field(default_factory=list)
    activity_ids: Annotated[list[Key], Field(max_length=MOST_USES)] = Field(default_factory=list)
    items: Annotated[list[ItemCode], Field(max_length=MOST_USES)] = Field(default_factory=list)

    def subjects(self, viewer: Viewer, year: int) -> list[Subject]:
        """The things themselves. Raises: Http404 for one the viewer may not see; RefusedField for an unknown item."""
        _must_be_codes("items", self.items, year)
        return subjects_of(
            viewer,
            year,
            steps=set(self.step_ids),
            measures=set(self.measure_ids),
            activities=set(self.activity_ids),
            codes=dict.fromkeys(self.items),
        )


class LinkNew(Uses):
    """A link to hand in, and what it proves."""

    url: Link
    title: Title = ""
    dated_on: Day | None = None


class FileWords(BaseModel):
    """What is said of a file that is handed in, as fields of a form; several ids are several fields."""

    title: Title = ""
    dated_on: Day | None = None
    step_ids: Annotated[list[TypedKey], Field(max_length=MOST_USES)] = Field(default_factory=list)
    measure_ids: Annotated[list[TypedKey], Field(max_length=MOST_USES)] = Field(default_factory=list)
    activity_ids: Annotated[list[TypedKey], Field(max_length=MOST_USES)] = Field(default_factory=list)
    items: Annotated[list[ItemCode], Field(max_length=MOST_USES)] = Field(default_factory=list)

    def uses(self) -> Uses:
        """What the file is to prove."""
        return Uses(**self.model_dump(exclude={"title", "dated_on"}))


def owners_found(
    viewer: Viewer, sent: Sequence[OwnerSent], before: Measure | Step | None = None
) -> list[dict[str, Any]]:
    """Who is named; a name alone that is a unit's or a person's is theirs. Shape: as operations take owners.

    Raises: Http404 for a unit or a person that is not the agency's; who owned the record before may stay.
    """
    if not sent:
        return []
    units = {each.pk: each.name for each in units_of(viewer)}
    people = {each.pk: each.name for each in members_of(viewer)}
    people |= {each.person_id: each.name for each in before.ownerships.all() if each.person_id} if before else {}
    named = owners_named(viewer)
    return [_owner(each, units, people) or named([each.name])[0] for each in sent]


def _owner(sent: OwnerSent, units: Mapping[int, str], people: Mapping[int, str]) -> dict[str, Any] | None:
    """A unit or a person by its key; None for somebody by name alone."""
    if sent.unit_id:
        name = found(units.get(sent.unit_id))
    elif sent.person_id:
        name = found(people.get(sent.person_id))
    else:
        return None
    return {"name": sent.name or name, "unit_id": sent.unit_id, "person_id": sent.person_id}


def _measure_words(sent: MeasureNew | MeasureChange, year: int) -> dict[str, Any]:
    words = _words(sent, ("title", "finding", "number", "indicator", "monitoring", "codes"))
    if words.get("indicator"):
        words["tool"] = nearest(year).tool_of(words["indicator"]).code
    if "codes" in words:
        _must_be_codes("codes", words["codes"], year)
        words["codes"] = list(dict.fromkeys(words["codes"]))
    return words


def _words(sent: MeasureNew | MeasureChange | StepChange, names: Iterable[str]) -> dict[str, Any]:
    """What was sent of these fields, and of the period: null takes it away."""
    words = {name: getattr(sent, name) for name in names if name in sent.model_fields_set}
    if "period" in sent.model_fields_set:
        words |= (sent.period or PeriodSent()).words()
    return words


def _must_be_codes(field: str, codes: Iterable[str], year: int) -> None:
    framework = nearest(year)
    wrong = [each for each in codes if not (framework.item(each) or framework.question(each))]
    if wrong:
        raise RefusedField(
            field,
            f"ปี {framework.fiscal_year} ไม่มีข้อ {', '.join(wrong)} กรุณาใช้รหัสข้อของปีนี้",
            f"Fiscal year {framework.fiscal_year} has no {', '.join(wrong)}; use the codes of that year.",
        )
