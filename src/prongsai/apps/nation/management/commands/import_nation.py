"""``prongsai manage import_nation FILE``: a national run taken over at once, however large its file."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from prongsai.apps.nation.jobs import import_at_once
from prongsai.core.errors import Problem

LONGEST_ABOUT = 200
"""Unit: characters."""


class Command(BaseCommand):
    """Take the file of a run over, and say which address shows it."""

    help = "Takes over the file of a national run that `prongsai score` wrote."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="The ZIP of the run.")
        parser.add_argument("--about", default="", help="Stands on every page of the run.")

    def handle(self, *words: object, file: Path, about: str, **options: object) -> None:
        """Import, or say in a line what is in the way."""
        try:
            address = import_at_once(file, about[:LONGEST_ABOUT])
        except Problem as problem:
            raise CommandError(f"{problem.th} ({problem.en})") from problem
        except OSError as trouble:
            raise CommandError(f"เปิดไฟล์ {file} ไม่ได้: {trouble.strerror} ({file} cannot be opened)") from trouble
        self.stdout.write(address)
