"""Papers that are zip packages (DOCX, XLSX, ODT), opened so that nothing in them can unpack past a limit."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from lxml import etree

from prongsai.paper.reading import bounds, unreadable

_CHUNK = 1 << 16
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """The parts of one packed paper.

    Raises: Unreadable when the package promises, or a part turns out, to be a bomb; zipfile.BadZipFile when damaged.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._unpacked = 0
        members = self._zip.infolist()
        if len(members) > bounds.MOST_MEMBERS:
            raise unreadable.bomb(name)
        self._members = {each.filename.lstrip("/").lower(): each for each in members}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._members

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts, in lower case: programs do not agree on it."""
        return tuple(self._members)

    @property
    def is_locked(self) -> bool:
        """Whether a part is encrypted with the zip's own password."""
        return any(each.flag_bits & 1 for each in self._members.values())

    def part(self, part: str) -> bytes:
        """The bytes of a part, counted while they unpack: the sizes that a package quotes may lie."""
        member = self._members[part.lower()]
        self._refuse_bomb(member.file_size, member.compress_size)
        chunks = []
        unpacked = 0
        with self._zip.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                unpacked += len(chunk)
                self._refuse_bomb(unpacked, member.compress_size)
                chunks.append(chunk)
        self._unpacked += unpacked
        return b"".join(chunks)

    def _refuse_bomb(self, size: int, packed: int) -> None:
        too_dense = size > bounds.FREE_OF_RATIO and size > packed * bounds.MOST_RATIO
        if too_dense or size > bounds.MOST_PART_BYTES or self._unpacked + size > bounds.MOST_UNPACKED_BYTES:
            raise unreadable.bomb(self._name)

    def tree(self, part: str) -> Any | None:
        """The root element of an XML part; None when the package has no such part."""
        return parsed(self.part(part)) if part in self else None

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that a part names as its relations of a kind (``officeDocument``, ``numbering``), in order."""
        return [target for _, each, target in self._relations(part) if each == kind]

    def relations(self, part: str) -> dict[str, str]:
        """The parts that a part names as its relations, by relation id."""
        return {relation: target for relation, _, target in self._relations(part)}

    def _relations(self, part: str) -> list[tuple[str, str, str]]:
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return []
        return [
            (each.get("Id", ""), each.get("Type", "").rpartition("/")[2], _target(folder, each.get("Target", "")))
            for each in root.iter(_RELATION)
            if each.get("TargetMode") != "External"
        ]


def _target(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def parsed(xml: bytes) -> Any:
    """The root element of XML: no entities, no external parts, nothing from the network, no endless nesting.

    Raises: ValueError when the XML declares a document type, which no office format does and every XML bomb must.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(xml, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("XML with a document type")
    return root
