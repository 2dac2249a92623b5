"""How the terminal keeps what it made: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from prongsai.core.errors import Problem


def keep(content: bytes, out: Path) -> None:
    """Write a file whole or not at all. Raises: Problem when the place cannot be written."""
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=".", delete=False) as file:
            file.write(content)
        Path(file.name).chmod(0o666 & ~_umask())
        Path(file.name).replace(out)
    except OSError as trouble:
        if "file" in locals():
            Path(file.name).unlink(missing_ok=True)
        raise Problem(
            f"เขียน “{out}” ไม่ได้ ({trouble.strerror}) กรุณาเลือกที่เก็บอื่น", f"“{out}” cannot be written ({trouble.strerror})."
        ) from trouble


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
