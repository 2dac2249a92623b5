"""Files that go with papers: accepted evidence, photographs of activities; safely named, none twice.

Of pictures only the copies that may be shown go along: an original tells where and by which device it was taken.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from prongsai.apps.documents.queries.subjects import Attachment
from prongsai.apps.improvement.models import Evidence, Proof, Round
from prongsai.apps.improvement.queries.activities import activities_of
from prongsai.apps.improvement.queries.paper_activities import photos_of
from prongsai.apps.improvement.queries.rounds import content_of
from prongsai.apps.improvement.queries.standings import Key
from prongsai.base import files
from prongsai.base.access import Viewer
from prongsai.base.models import StoredFile
from prongsai.core.records import Reading

EVIDENCE_FOLDER, PHOTOGRAPH_FOLDER = "หลักฐาน", "ภาพกิจกรรม"
_LONGEST = 80
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+')


def evidence_files(viewer: Viewer, round_: Round) -> Iterator[Attachment]:
    """The files accepted as evidence for a round: of a closed one those it closed with. Shape: in the plan's order."""
    names, numbers = Names(), dict(_numbered(content_of(viewer, round_).reading))
    places = {key: place for place, key in enumerate(numbers)}
    accepted = [(key, piece) for key, piece in _accepted(viewer, round_) if key in numbers]
    for key, piece in sorted(accepted, key=lambda each: (places[each[0]], each[1].pk)):
        if piece.file:
            yield _attachment(piece.file, names, EVIDENCE_FOLDER, f"{numbers[key]}-{_safe(piece.title)}")


def photographs(viewer: Viewer, year: int) -> Iterator[Attachment]:
    """The photographs of a year's activities that may be shown. Shape: the first held first."""
    names = Names()
    for activity in reversed(activities_of(viewer, year)):
        for place, proof in enumerate(photos_of(activity), 1):
            if proof.evidence.file:
                name = f"{activity.held_on:%Y-%m-%d}-{_safe(activity.title)}-{place}"
                yield _attachment(proof.evidence.file, names, PHOTOGRAPH_FOLDER, name)


class Names:
    """Names that were given; a second of the same is numbered."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def new(self, stem: str, ending: str) -> str:
        """The name itself, or with a number where it was given before; capitals do not tell two files apart."""
        name, count = f"{stem}{ending}", 1
        while name.casefold() in self._given:
            count += 1
            name = f"{stem} ({count}){ending}"
        self._given.add(name.casefold())
        return name


def _attachment(file: StoredFile, names: Names, folder: str, stem: str) -> Attachment:
    if file.kind in files.PICTURE_KINDS:
        copy = files.shown(file, "large")
        return Attachment(copy, names.new(f"{folder}/{stem}", ".jpg"), hashlib.sha256(copy.read_bytes()).hexdigest())
    path: Path = files.folder() / file.path
    return Attachment(path, names.new(f"{folder}/{stem}", f".{file.kind}"), file.sha256)


def _accepted(viewer: Viewer, round_: Round) -> list[tuple[Key, Evidence]]:
    """What was accepted, with the measure and step it is for; each piece once for each of them."""
    pieces = Evidence.objects.filter(agency=viewer.agency).select_related("file")
    if round_.snapshot is None:
        proofs = Proof.objects.filter(state=Proof.State.ACCEPTED, evidence__in=pieces.filter(removed_at=None))
        of_plan = proofs.filter(step__measure__plan=round_.plan) | proofs.filter(measure__plan=round_.plan)
        return [(_key_of(each), each.evidence) for each in of_plan.select_related("evidence__file", "step")]
    kept = [each for each in round_.snapshot["proofs"] if each["state"] == Proof.State.ACCEPTED]
    there = pieces.in_bulk([each["evidence"] for each in kept])
    keyed = [((each["measure"], each["step"]), there.get(each["evidence"])) for each in kept]
    return [(key, piece) for key, piece in keyed if piece]


def _key_of(proof: Proof) -> Key:
    return (proof.step.measure_id, proof.step_id) if proof.step else (proof.measure_id or 0, None)


def _numbered(reading: Reading) -> Iterator[tuple[Key, str]]:
    """How measures and steps are numbered in names: ``3`` and ``3-2``, by their places where they have no numbers."""
    for place, measure in enumerate(reading.measures, 1):
        own, key = _safe(measure.number or "") or str(place), measure.where.table or 0
        yield (key, None), own
        for step_place, step in enumerate(measure.steps, 1):
            yield (key, step.where.row), f"{own}-{_safe(step.number or '') or step_place}"


def _safe(text: str) -> str:
    """A text as it may stand in the name of a file anywhere: no separators, nothing unseen, no dot at its ends."""
    return " ".join(_UNSAFE.sub(" ", text).split())[:_LONGEST].strip(" .")
