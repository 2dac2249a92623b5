"""Thai: digits, the normal form of text, names, mended spaces, months and fiscal years, codes of the catalogue."""

from prongsai.core.thai.codes import CodeMention, item_codes
from prongsai.core.thai.healing import heal
from prongsai.core.thai.letters import arabic, key, normal, thai_digits
from prongsai.core.thai.names import CAPITAL_DISTRICT, KINDS, bare_place, expanded, is_misspelling, same_name
from prongsai.core.thai.periods import period
from prongsai.core.thai.years import (
    MONTHS,
    buddhist_year,
    fiscal_year_bounds,
    fiscal_year_in,
    fiscal_year_of,
    month,
    quarter_months,
    round_bounds,
    to_gregorian,
)

__all__ = [
    "CAPITAL_DISTRICT",
    "KINDS",
    "MONTHS",
    "CodeMention",
    "arabic",
    "bare_place",
    "buddhist_year",
    "expanded",
    "fiscal_year_bounds",
    "fiscal_year_in",
    "fiscal_year_of",
    "heal",
    "is_misspelling",
    "item_codes",
    "key",
    "month",
    "normal",
    "period",
    "quarter_months",
    "round_bounds",
    "same_name",
    "thai_digits",
    "to_gregorian",
]
