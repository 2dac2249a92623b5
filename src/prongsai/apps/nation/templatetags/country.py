"""What templates of the country say: ``{% page country "agency" code %}`` is an address, hundredths are points."""

from __future__ import annotations

from django import template

from prongsai.apps.nation.queries.runs import Country, points

register = template.Library()


@register.simple_tag
def page(country: Country, name: str, *words: object) -> str:
    """Where a page of this run stands."""
    return country.address(name, *words)


@register.filter
def hundredths(value: int | str | None) -> str:
    """Whole hundredths as points; a dash where nothing is known (to a template what is not there is ``""``)."""
    known = points(value) if isinstance(value, int) else None
    return "–" if known is None else f"{known:.2f}"


@register.filter
def grouped(count: int) -> str:
    """A count with its thousands apart."""
    return f"{count:,}"
