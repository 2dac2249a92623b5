"""The files that a release hands out: each at one path, of pictures only the copies that may be shown.

The name of a file is the title it is shown under. The name it was handed in with tells of whoever sent it.
"""

from __future__ import annotations

from prongsai.base.files import PICTURE_KINDS
from prongsai.base.models import StoredFile
from prongsai.base.names import file_safe
from prongsai.base.pictures import SIZES
from prongsai.core.publication import Link, Said
from prongsai.core.publication_paths import FILES

SHORT = 12
"""How much of a file's hash its path begins with. Unit: hexadecimal digits."""
_KILOBYTE = 1024


class HandedOut:
    """What is handed out so far. Shape of `files`: path to the file and the size of its copy, "" = as it came."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[StoredFile, str]] = {}
        self._names: dict[int, str] = {}

    def path(self, file: StoredFile, size: str = "", title: str = "") -> str:
        """Where a file stands on the public site; of a picture the copy of this size, else under its title."""
        if file.kind in PICTURE_KINDS:
            return self._picture(file, size or "large")
        return self.named(file, title or file.kind)

    def named(self, file: StoredFile, title: str) -> str:
        """Where a file that is no picture stands; the first title that it is shown under names it."""
        name = self._names.setdefault(file.pk, f"{file_safe(title)}.{file.kind}")
        return self._keep(file, name, "")

    def link(self, file: StoredFile, title: str) -> Link:
        """A link to a file under a title, with its kind and size."""
        if file.kind in PICTURE_KINDS:
            return Link(Said(title), self._picture(file, "large"))
        return Link(Said(title), self.named(file, title), note=Said(size_words(file)))

    def _picture(self, file: StoredFile, size: str) -> str:
        """A large copy brings the small one along, which lists show."""
        for smaller in SIZES:
            if size == "large" or smaller == size:
                self._keep(file, f"{smaller}.jpg", smaller)
        return self._keep(file, f"{size}.jpg", size)

    def _keep(self, file: StoredFile, name: str, size: str) -> str:
        path = f"{FILES}{file.sha256[:SHORT]}/{name}"
        self.files.setdefault(path, (file, size))
        return path


def size_words(file: StoredFile) -> str:
    """What a file is and how large, in words that need no language: ``PDF 120 KB``."""
    if file.size >= _KILOBYTE**2:
        return f"{file.kind.upper()} {file.size / _KILOBYTE**2:.1f} MB"
    return f"{file.kind.upper()} {max(1, round(file.size / _KILOBYTE))} KB"
