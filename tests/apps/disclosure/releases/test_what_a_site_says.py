"""What a site says around its pages: nobody sees a change of it before a release with it was approved."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from apps.disclosure.releases.made_releases import (
    a_made_release,
    a_release_put_forward,
    address,
    an_applied_release,
    submission_of,
)
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.disclosure.operations import releases as deeds
from prongsai.apps.disclosure.operations.site import SiteWords, edit_site
from prongsai.apps.disclosure.queries.directory import directory
from prongsai.apps.disclosure.queries.exporting import copy_of
from prongsai.apps.disclosure.queries.published import in_force
from prongsai.apps.disclosure.queries.site import site_of
from prongsai.core.errors import Refused

WORDS: SiteWords = {
    "name_en": "Thung Fa Sai Municipality",
    "own_address": "https://www.example.go.th/",
    "about_th": "",
    "about_en": "",
    "licence": "CC0-1.0",
    "fewest": 9,
}
LATER = NOW + timedelta(hours=1)
NAMED = ("home-english", "catalogue", "package", "feed-english")


def say(cast: Cast, **changes: str | int) -> None:
    words: SiteWords = {**WORDS, **changes}  # type: ignore[typeddict-item]
    edit_site(by=cast.viewer("clerk"), at=NOW, version=site_of(cast.agency).version, words=words)


def public(cast: Cast) -> dict[str, tuple[str, str]]:
    """What everybody is given, with its mark; and the copy of the site."""
    client, told = Client(), {}
    for name in NAMED:
        response = client.get(reverse(f"site:{name}", args=[cast.agency.slug]))
        told[name] = (response.content.decode(), response["ETag"])
    table = client.get(reverse("site:table-file", args=[cast.agency.slug, "items", "json"]))
    told["table"] = (table.content.decode(), table["ETag"])
    told["copy"] = (dict(copy_of(cast.agency.slug).parts())["en/index.html"].decode(), copy_of(cast.agency.slug).mark)
    return told


def test_a_change_is_seen_nowhere_until_a_release_with_it_is_applied(cast: Cast) -> None:
    an_applied_release(cast)
    before = public(cast)
    say(cast)
    assert public(cast) == before
    release = a_release_put_forward(cast, LATER)
    assert public(cast) == before
    submission = submission_of(release)
    deeds.apply_release(by=cast.viewer("executive"), at=LATER, release=release, submission=submission)
    now = public(cast)
    assert all(now[name][1] != before[name][1] for name in before)
    assert "Thung Fa Sai Municipality" in now["home-english"][0]
    assert "CC0-1.0" in now["home-english"][0]
    assert "Thung Fa Sai Municipality" in now["feed-english"][0]
    assert json.loads(now["package"][0])["license_id"] == "cc-zero"
    assert "https://www.example.go.th/" in now["catalogue"][0]
    assert json.loads(now["table"][0])["licence"] == "CC0-1.0"
    assert "CC0-1.0" in now["copy"][0]
    assert in_force(cast.agency.slug).release.fewest == 9


def test_the_directory_knows_the_name_that_is_public(cast: Cast) -> None:
    an_applied_release(cast)
    say(cast)
    assert directory("Thung Fa Sai").agencies.object_list == []
    an_applied_release(cast, LATER)
    assert [each.name_en for each in directory("Thung Fa Sai").agencies] == ["Thung Fa Sai Municipality"]


def test_the_executive_reads_what_becomes_of_it(cast: Cast) -> None:
    say(cast, licence="CC-BY-4.0", name_en="", own_address="", fewest=5)
    an_applied_release(cast)
    say(cast)
    release = a_release_put_forward(cast, LATER)
    told = Visitor(cast.person("executive")).get(address(cast, "release", release.number)).content.decode()
    for label, before, after in (
        ("ชื่อภาษาอังกฤษ", "–", "Thung Fa Sai Municipality"),
        (
            "สัญญาอนุญาตของข้อมูลเปิด",
            "Creative Commons Attribution 4.0 International",
            "Creative Commons Zero 1.0 Universal",
        ),
        ("จำนวนคนน้อยที่สุดที่แสดงเป็นตัวเลข", "5", "9"),
    ):
        words = f'<del><span class="word">เดิม</span> {before}</del><ins><span class="word">เป็น</span> {after}</ins>'
        assert f"<dt>{label}</dt><dd>{words}</dd>" in told


def test_a_release_that_changes_the_licence_alone_can_be_put_forward(cast: Cast) -> None:
    an_applied_release(cast)
    same = a_made_release(cast, LATER)
    with pytest.raises(Refused, match="exactly what is public"):
        deeds.submit_release(by=cast.viewer("clerk"), at=LATER, release=same, reason="ไม่มีอะไรเปลี่ยน")
    say(cast, name_en="", own_address="", fewest=5)
    changed = a_made_release(cast, LATER)
    assert changed.digest != same.digest
    deeds.submit_release(by=cast.viewer("clerk"), at=LATER, release=changed, reason="เปลี่ยนสัญญาอนุญาต")


def test_the_settings_tell_what_is_public_meanwhile(cast: Cast) -> None:
    an_applied_release(cast)
    visitor = Visitor(cast.person("clerk"))
    sent = {"version": site_of(cast.agency).version, **WORDS}
    assert visitor.post(address(cast, "site-edit"), sent).status_code == 302
    told = visitor.get(address(cast, "site")).content.decode()
    assert "ประชาชนยังเห็นแบบเดิมจนกว่าจะเผยแพร่ชุดใหม่" in told
    assert "ที่ประชาชนเห็น: Creative Commons Attribution 4.0 International จนกว่าจะเผยแพร่ชุดใหม่" in told
    an_applied_release(cast, LATER)
    assert "จนกว่าจะเผยแพร่ชุดใหม่" not in visitor.get(address(cast, "site")).content.decode()
