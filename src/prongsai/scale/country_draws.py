"""Chance that is the same on every machine: whole numbers below 2**32, mixed by multiplying, shifting and masking.

The same arithmetic is done in Python (agencies) and in SQL (answers), so that no library's own random numbers are
relied on.
"""

from __future__ import annotations

from zlib import crc32

MASK = 0xFFFFFFFF
FIRST, SECOND = 0x21F0AAAD, 0x735A2D97
"""Multipliers below 2**31, so that no product leaves 63 bits."""
SHIFTS = (16, 15, 15)


def mixed(*numbers: int) -> int:
    """A number that looks like chance, and is always the same for the same numbers. Unit: 0 to 2**32 - 1."""
    value = 0x9E3779B9
    for number in numbers:
        value = (value ^ number) & MASK
        value = ((value ^ (value >> SHIFTS[0])) * FIRST) & MASK
        value = ((value ^ (value >> SHIFTS[1])) * SECOND) & MASK
        value ^= value >> SHIFTS[2]
    return value


def below(limit: int, *numbers: int) -> int:
    """A drawn number from 0 to `limit` - 1."""
    return mixed(*numbers) * limit >> 32


def named(word: str) -> int:
    """The number of a word, the same everywhere."""
    return crc32(word.encode())


def mixed_sql(value: str) -> str:
    """One round of `mixed` over a BIGINT expression that is a 32-bit number already, in DuckDB's SQL."""
    first = f"((xor({value}, {value} >> {SHIFTS[0]}) * {FIRST}) & {MASK})"
    second = f"((xor({first}, {first} >> {SHIFTS[1]}) * {SECOND}) & {MASK})"
    return f"xor({second}, {second} >> {SHIFTS[2]})"
