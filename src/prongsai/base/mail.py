"""Letters by e-mail: plain words to one person at a time. Nothing of them is ever logged."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from email.header import decode_header, make_header
from email.utils import formataddr, parseaddr

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from prongsai.base.models import Person

_HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
"""No holiday notice answers a program."""
_LINE = "─" * 60


class Unsent(OSError):  # noqa: N818 - what happened to the letter
    """A letter that the mail server did not take: of which kind the trouble was, without anybody's address."""


def send(*, to: Person, subject: str, text: str) -> None:
    """Send somebody a letter; it is with the mail server when this returns.

    Raises: Unsent when the server does not answer or does not take it.
    """
    letter = EmailMessage(
        subject=" ".join(subject.split()),
        body=text,
        to=[formataddr((" ".join(to.name.split()), to.email))],
        headers=_HEADERS,
    )
    try:
        letter.send()
    except OSError as trouble:
        raise Unsent(f"a letter was not sent: {type(trouble).__name__}") from None


class Printed(BaseEmailBackend):
    """Letters on the console, where no mail server is set: readable, and said not to be sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Print each letter, without the address it would have gone to."""
        for letter in email_messages:
            names = ", ".join(str(make_header(decode_header(parseaddr(to)[0]))) for to in letter.recipients())
            head = "จดหมายนี้ยังไม่ได้ส่งทางอีเมล ตั้ง PRONGSAI_MAIL เพื่อส่งจริง (printed, not sent)"
            sys.stdout.write(f"{_LINE}\n{head}\nถึง {names}: {letter.subject}\n\n{letter.body}\n{_LINE}\n")
        sys.stdout.flush()
        return len(email_messages)
