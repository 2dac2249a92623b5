"""What every page knows."""

from __future__ import annotations

from django.http import HttpRequest

from prongsai.base.models import Person


def person(request: HttpRequest) -> dict[str, Person | None]:
    """The person signed in, or nobody (a context processor)."""
    user = getattr(request, "user", None)
    return {"person": user if isinstance(user, Person) else None}
