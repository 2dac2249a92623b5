"""The demo fills itself by the deeds of the desk: five agencies, their cast, their papers read and accepted."""

from typing import Any

from prongsai.apps.assessment.models import Finding, Paper, ResultSheet
from prongsai.base.models import Agency, Membership, Person
from prongsai.site import demo


def test_five_agencies_with_their_cast_hold_a_paper_read_and_accepted(db: None, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    lines = demo.fill()
    assert Agency.objects.count() == 5
    assert Membership.objects.filter(role="officer").count() == 10
    assert set(Paper.objects.values_list("state", flat=True)) == {"accepted"}
    assert ResultSheet.objects.filter(fiscal_year=2566).exists()
    assert Finding.objects.exists()
    printed = "\n".join(lines)
    assert all(f"{person.email}  {demo.PASSWORD}" in printed for person in Person.objects.all())
