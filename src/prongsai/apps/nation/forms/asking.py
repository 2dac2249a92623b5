"""Is a wish to narrow the ranking well formed? Whatever is sent, it is one: words are cut, a page that is none is the
first."""

from __future__ import annotations

from django import forms

from prongsai.apps.nation.queries.ranking import Asked

LONGEST = 200
"""Unit: characters."""
LAST_PAGE = 100_000


class RankingForm(forms.Form):
    """Words of a name, a province, a type, a level, totals from one to another, and which page."""

    q = forms.CharField(required=False)
    province = forms.CharField(required=False, max_length=LONGEST)
    kind = forms.CharField(required=False, max_length=LONGEST)
    level = forms.CharField(required=False, max_length=LONGEST)
    lowest = forms.DecimalField(required=False, min_value=0, max_value=100, decimal_places=2)
    highest = forms.DecimalField(required=False, min_value=0, max_value=100, decimal_places=2)
    page = forms.IntegerField(required=False, min_value=1, max_value=LAST_PAGE)

    def asked(self) -> tuple[Asked, int]:
        """What is asked for, and the number of the page."""
        self.is_valid()
        told = self.cleaned_data
        asked = Asked(
            words=(told.get("q") or "")[:LONGEST],
            province=told.get("province") or "",
            kind=told.get("kind") or "",
            level=told.get("level") or "",
            lowest=told.get("lowest"),
            highest=told.get("highest"),
        )
        return asked, told.get("page") or 1
