"""The state of one DOCX while it is written: what its body refers to in other parts, counted in the order of use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from prongsai.paper.writing.docx.marks import PACKAGE_RELATIONS, part
from prongsai.paper.writing.manuscript import Manuscript

_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@dataclass(slots=True)
class Relations:
    """What a part refers to, by the ids it uses. A target that is named twice is one relation."""

    prefix: str = "rId"
    _known: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def add(self, kind: str, target: str, *, is_external: bool = False) -> str:
        """The id of a relation of a kind (``image``, ``hyperlink``) to a target."""
        return self._known.setdefault((kind, target, is_external), f"{self.prefix}{len(self._known) + 1}")

    def elements(self) -> list[Any]:
        """The relations as they stand in a ``.rels`` part."""
        return [
            relation(identity, _TYPES + kind, target, is_external)
            for (kind, target, is_external), identity in self._known.items()
        ]

    def part(self) -> bytes:
        """The whole ``.rels`` part."""
        return part(relations_root(self.elements()))


def relation(identity: str, kind: str, target: str, is_external: bool = False) -> Any:
    """One relation of a package, its kind as a full address."""
    made = etree.Element(f"{{{PACKAGE_RELATIONS}}}Relationship", Id=identity, Type=kind, Target=target)
    if is_external:
        made.set("TargetMode", "External")
    return made


def relations_root(relations: list[Any]) -> Any:
    """The root of a ``.rels`` part."""
    root = etree.fromstring(f'<Relationships xmlns="{PACKAGE_RELATIONS}"/>')
    root.extend(relations)
    return root


@dataclass(slots=True)
class Writing:
    """One paper being written into a package.

    `prefix` names styles, media and relations of their own, so that they can stand in a foreign paper too;
    `first_note` and `first_id` are the first free numbers there. Unit: `width` and `height` of the text that is being
    written, in twentieths of a point.
    """

    manuscript: Manuscript
    prefix: str = ""
    first_note: int = 1
    first_id: int = 1
    width: int = 0
    height: int = 0
    relations: Relations = field(default_factory=Relations)
    note_relations: Relations = field(default_factory=Relations)
    media: dict[str, bytes] = field(default_factory=dict)
    notes: list[Any] = field(default_factory=list)
    _ids: int = 0

    def style(self, key: str) -> str:
        """The id of a style in this paper."""
        return self.prefix + key

    def next_id(self) -> int:
        """The next free number for a drawing or a bookmark."""
        self._ids += 1
        return self.first_id + self._ids - 1

    def picture(self, content: bytes, ending: str) -> str:
        """The relation of a picture; the same picture is kept once."""
        known = next((name for name, kept in self.media.items() if kept == content), None)
        target = known or f"media/{self.prefix.lower()}image{len(self.media) + 1}.{ending}"
        self.media[target] = content
        return self.relations.add("image", target)
