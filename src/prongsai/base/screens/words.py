"""What the official terms mean."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.base.access import public
from prongsai.base.words import WORDS


@public
@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """Every term with its meaning."""
    return render(request, "base/words.html", {"heading": _("คำศัพท์"), "words": WORDS})
