"""At which address: the country of a year, and of one run of it."""

from __future__ import annotations
