"""Seals: what lets anybody tell, from the file alone, that not one byte of an issued paper changed, and whose it is."""

from __future__ import annotations

PAPER_MARK = "prongsai-paper:"
"""Stands in the metadata of an issued file before the code of its edition."""
EMPTY_SEAL = f"prongsai-seal:1:{'0' * 64}:{'0' * 128}"
"""The place a writer leaves for the seal in metadata: version, public key, signature; plain ASCII, stored as it is."""
