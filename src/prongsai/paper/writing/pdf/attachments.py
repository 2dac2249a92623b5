"""What a PDF takes along: the reading of its paper, exact for a program where pages are for eyes."""

from __future__ import annotations

import json
from typing import Any

from prongsai.core.records import SCHEMA

_OF_RECORDS = "prongsai-reading.json"
"""`prongsai.paper.reading.pdf.carried.NAME`, said again here: that room loads what opens PDFs."""
_OF_CONTENT = "prongsai-content.json"
"""What a letter takes along instead: its whole content, which its pages do not print."""


def attachment(records: dict[str, Any]) -> dict[str, str] | None:
    """The attachment of a paper's records, None where it has none."""
    if not records:
        return None
    name = _OF_RECORDS if records.get("schema") == SCHEMA else _OF_CONTENT
    text = json.dumps(records, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace").decode()
    return {"name": name, "text": text + "\n", "description": "Machine-readable records of this paper"}
