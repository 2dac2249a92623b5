"""What happens around each request: what is the same for everybody, the language chosen, sessions that end, one
operation at most, drafts accepted."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _

from prongsai.base.files import LARGEST, Lost
from prongsai.base.operation import one_at_most
from prongsai.base.screens.answers import sentence_of

Answer = Callable[[HttpRequest], HttpResponse]
_logger = logging.getLogger(__name__)

SEEN_EVERY_SECONDS = 60
FORGET_DRAFTS = "forget_drafts"
FORGOTTEN_WITHIN = 24 * 60 * 60
"""Unit: seconds."""
LARGEST_BODY = LARGEST + 2**20
"""A file and the form around it. Unit: bytes."""


class BoundedBody:
    """Turn away what is larger than any file that is taken, before a byte of it is read."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer what is small enough; Django reads no further than the length a request states."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            return render(request, "base/errors/413.html", status=413)
        return self.answer(request)


class ForEverybody:
    """Answer what is the same for everybody before anybody is asked who they are or which language they chose.

    So a public page neither needs nor sets a cookie, and whatever stands between may keep it for all. What is not
    there, and a file that is lost, go the usual way to the page that says so.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer at once, or pass the request on."""
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.answer(request)
        if not getattr(match.func, "is_for_everybody", False):
            return self.answer(request)
        try:
            answered: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        except (Http404, Lost):
            return self.answer(request)
        return answered


class ChosenLanguage:
    """Thai unless the person chose otherwise: office browsers are often set to English by nobody's wish."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language chosen."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.answer(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SessionsEnd:
    """Sign out who was idle for an hour, or has been signed in for twelve.

    The time last seen is written at most once a minute: a write on each request would be paid for by everybody.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer whoever is still signed in after a look at the clock."""
        if request.user.is_authenticated:
            self._look(request, int(time.time()))
        return self.answer(request)

    def _look(self, request: HttpRequest, now: int) -> None:
        began = request.session.setdefault("began", now)
        seen = request.session.setdefault("seen", now)
        if now - began >= settings.SESSION_COOKIE_AGE or now - seen >= settings.SESSION_IDLE_SECONDS:
            logout(request)
            messages.info(request, _("ออกจากระบบให้แล้ว เพราะไม่มีการใช้งานนานหรือครบ 12 ชั่วโมง กรุณาเข้าสู่ระบบอีกครั้ง"))
        elif now - seen >= SEEN_EVERY_SECONDS:
            request.session["seen"] = now


class OneOperation:
    """Hold each request to one operation, so that one audit line tells all it did."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with one operation at most."""
        with one_at_most():
            return self.answer(request)


class LostFiles:
    """Say which file is gone from the store, on whichever screen it was asked for, instead of a fault of the house."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page with the sentence; None for any other trouble."""
        if not isinstance(exception, Lost):
            return None
        _logger.error("stored file %s is lost", exception.file.pk)
        return render(request, "base/errors/lost.html", {"sentence": sentence_of(exception)}, status=404)


class AcceptedDrafts:
    """Tell the person's machine which copies of drafts to forget: only once the server has said that it took them.

    A cookie, because the answer is a redirect, and the page after it may be anywhere; ``draft.js`` reads it.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and name the copies that are needed no more."""
        response = self.answer(request)
        if names := getattr(request, "accepted_drafts", None):
            response.set_cookie(
                FORGET_DRAFTS,
                quote(json.dumps(names)),
                max_age=FORGOTTEN_WITHIN,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        return response
