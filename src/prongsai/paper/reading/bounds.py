"""How much a paper may hold: ten times what an agency ever writes, and what a small server reads within ten seconds."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

MOST_BYTES = 50 * MEGABYTE
"""Of the file itself."""

MOST_MEMBERS = 5_000
"""Files packed inside a DOCX, XLSX or ODT."""

MOST_PART_BYTES = 24 * MEGABYTE
"""Of one XML part when unpacked: its tree takes some eight times as much memory."""

MOST_UNPACKED_BYTES = 48 * MEGABYTE
"""Of all parts read from one file together."""

MOST_RATIO = 200
"""Unpacked to packed size of a part above `FREE_OF_RATIO`: text never packs so well, bombs do."""

FREE_OF_RATIO = MEGABYTE

MOST_PAGES = 300
MOST_CELLS = 40_000
MOST_COLUMNS = 256
MOST_PARAGRAPHS = 20_000
MOST_LETTERS = 600_000
MOST_LETTERS_OF_A_TEXT = 10_000
"""Of one paragraph or cell: no pattern that looks into it may be given more."""

PDF_SECONDS = 8
PDF_MEMORY = 400 * MEGABYTE
