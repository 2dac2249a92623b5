"""Is a search well formed? Whatever is sent, it is one: words are cut to a length, a page that is none is the first."""

from __future__ import annotations

from django import forms

LONGEST = 200
"""Unit: characters."""
LAST_PAGE = 100_000


class SearchForm(forms.Form):
    """Words to search for, and which page of what was found."""

    q = forms.CharField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=LAST_PAGE)

    def asked(self) -> tuple[str, int]:
        """The words, cut to their longest, and the number of the page."""
        self.is_valid()
        words: str = self.cleaned_data.get("q") or ""
        return words[:LONGEST], self.cleaned_data.get("page") or 1


class DirectoryForm(SearchForm):
    """Words of an agency's name, its province, and which page."""

    province = forms.CharField(required=False, max_length=100)

    def chosen(self) -> str:
        """The province, "" for all of them."""
        self.is_valid()
        return self.cleaned_data.get("province") or ""
