"""Problems a person can act on. Everything raised for a person to read is one of these."""

from __future__ import annotations


class Problem(Exception):  # noqa: N818 - said to people, who call it a problem
    """Something that could not be done, said in one Thai and one English sentence: what, where, what to do."""

    def __init__(self, th: str, en: str) -> None:
        super().__init__(en)
        self.th = th
        self.en = en


class Unreadable(Problem):
    """A file that cannot be read: which file, why, what to do."""


class Refused(Problem):
    """An operation that the present state, or the right of the person, does not allow."""
