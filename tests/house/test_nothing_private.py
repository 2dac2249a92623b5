"""Nothing private is public: a canary in every text of a full sample agency, and everything that anybody can open read.

A field that is not listed here is private. One that is listed must be met, so that a list grown old, or a site with
nothing on it, fails as a leak does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse

from apps.disclosure.made import a_release
from apps.disclosure.made_public import home_page
from cast import YEAR, Cast
from house import canaries
from house.crawling import Answer, Crawl, crawl
from house.full_agency import kept_back, published
from house.routes import routes
from prongsai.apps.disclosure.models import ReleasedPage
from prongsai.apps.disclosure.queries.exporting import copy_of
from prongsai.apps.nation.models import NationalRun
from prongsai.core.publication import BODIES

PUBLIC_FIELDS: dict[str, str] = {
    "base.agency.name": "whose site it is",
    "base.agency.district": "where it is",
    "base.agency.province": "where it is",
    "base.unit.name": "which unit does a measure: units are named, people are not",
    "assessment.resultsheet.level": "the level of a published result",
    "improvement.measure.title": "a measure of an approved plan: what was promised",
    "improvement.measure.finding": "a measure of an approved plan: why",
    "improvement.measure.monitoring": "a measure of an approved plan: how it is followed",
    "improvement.measure.number": "a measure of an approved plan: its number",
    "improvement.step.text": "a step of an approved plan",
    "improvement.step.number": "a step of an approved plan: its number",
    "improvement.ownership.name": "an owner whom the plan names and who is nobody in person",
    "improvement.report.result": "what an accepted report says was done",
    "improvement.evidence.title": "accepted evidence",
    "improvement.evidence.url": "accepted evidence",
    "improvement.activity.title": "an activity that accepted evidence shows",
    "improvement.activity.place": "an activity that accepted evidence shows",
    "improvement.activity.purpose": "an activity that accepted evidence shows",
    "improvement.activity.outcome": "an activity that accepted evidence shows",
    "documents.edition.number": "an issued paper: its number",
    "documents.edition.content.title": "an issued paper: its title",
    "disclosure.site.name_en": "what the agency is called in English",
    "disclosure.site.own_address": "the agency's own website",
    "disclosure.site.about_th": "what the agency says of itself",
    "disclosure.site.about_en": "what the agency says of itself",
    "disclosure.page.title_th": "a page written to be read",
    "disclosure.page.title_en": "a page written to be read",
    "disclosure.page.content.text_th": "a page written to be read",
    "disclosure.page.content.text_en": "a page written to be read",
    "disclosure.page.content.name": "a unit, or an executive whom an item asks to be shown",
    "disclosure.page.content.position": "an executive whom an item asks to be shown",
    "disclosure.page.content.position_en": "an executive whom an item asks to be shown",
    "disclosure.page.content.telephone": "how the agency, or an executive, is reached",
    "disclosure.page.content.fax": "how the agency is reached",
    "disclosure.page.content.email": "how the agency, or an executive, is reached",
    "disclosure.page.content.address": "where the agency is, or where a link leads",
    "disclosure.page.content.address_en": "where the agency is",
    "disclosure.page.content.hours": "when the agency is open",
    "disclosure.page.content.map": "where the agency is",
    "disclosure.page.content.duties": "what a unit does",
    "disclosure.page.content.label_th": "a link or picture of a page",
    "disclosure.page.content.label_en": "a link or picture of a page",
    "disclosure.page.content.note_th": "a link of a page",
    "disclosure.page.content.note_en": "a link of a page",
    "disclosure.exhibit.title": "what is shown for an item",
    "disclosure.exhibit.url": "what is shown for an item",
    "disclosure.itemduty.explanation": "what the item sheet explains to the assessor",
    "disclosure.elementchange.text_th": "an element the agency added to an item",
    "disclosure.elementchange.text_en": "an element the agency added to an item",
    "disclosure.elementchange.source": "on which grounds an element was added",
    "disclosure.withdrawal.title": "what stands in the place of something withdrawn",
    "disclosure.withdrawal.reason": "why something was withdrawn",
    "nation.nationalrun.about": "what a run says of its data",
    "nation.runagency.name": "an agency of the country, as the run's file names it",
    "nation.runagency.kind": "an agency of the country, as the run's file names it",
    "nation.runagency.province": "an agency of the country, as the run's file names it",
    "nation.runagency.district": "an agency of the country, as the run's file names it",
    "nation.runagency.size": "an agency of the country, as the run's file names it",
    "nation.runagency.region": "an agency of the country, as the run's file names it",
    "nation.itemloss.kind": "a kind of agency, as the run's file names it",
    "nation.movedagency.name": "an agency of the country, as the run's file names it",
    "nation.movedagency.kind": "an agency of the country, as the run's file names it",
    "nation.movedagency.province": "an agency of the country, as the run's file names it",
    "file.evidence.accepted": "accepted evidence",
    "file.exhibit.shown": "what is shown for an item",
    "file.page.law": "a file of a page written to be read",
}
"""Fields that anybody may read anywhere on the site, and why."""

IN_ISSUED_PAPERS: dict[str, str] = {
    "base.person.name": "who does a measure in a signed plan, and who approved it on the paper's own page",
    "documents.signatory.name": "who signed",
    "documents.signatory.position": "as what they signed",
    "documents.edition.content.reason": "why it was issued though figures of it contradict each other",
    "assessment.finding.remark": "the finding that a measure answers, as the assessor published it",
    "assessment.finding.recommendation": "the finding that a measure answers, as the assessor published it",
    "improvement.measure.suggestion": "a column of the plan's layout",
    "improvement.measure.period_text": "a column of the plan's layout",
    "improvement.step.period_text": "a column of the plan's layout",
    "file.template.docx": "the agency's own letterhead",
}
"""Fields that stand besides in the files of an issued paper, which is signed as it is, and where it is verified."""

OPEN_WITH_A_TOKEN: dict[str, str] = {
    "base:set-up": "a link for one administrator",
    "base:invitation": "a link for one person",
    "improvement-feed:calendar": "a link for one person's own calendar",
    "mfa_authenticate": "in the middle of signing in",
}
"""Public routes that show somebody their own, and are no part of what everybody can open."""


def starts(slug: str) -> list[str]:
    """Where everybody begins: what a site is reached by, what it is searched for, what is not there."""
    site = f"/{slug}/"
    nowhere = ("nothing/", "en/nothing/", "files/0123456789ab/none.pdf", "tables/none.csv")
    own = ("", "en/", "sitemap.xml", f"items-{YEAR}.html", f"en/items-{YEAR}.html", *nowhere)
    asked = ("search/?q=canary", "en/search/?q=canary", "search/?q=%E0%B8%82%E0%B9%89%E0%B8%AD", "search/")
    around = (
        "/",
        "/sites/",
        "/robots.txt",
        "/sitemap.xml",
        "/sitemap-1.xml",
        "/words/",
        "/verify/",
        "/nowhere/at-all/",
    )
    names = ("account_login", "account_inactive", "api:openapi")
    runs = [f"/nation/{year}/runs/{number}/" for year, number in NationalRun.objects.values_list("fiscal_year", "pk")]
    return [*(f"{site}{each}" for each in (*own, *asked)), *around, *runs, *(reverse(each) for each in names)]


def whole_site(cast: Cast) -> Crawl:
    return crawl(starts(cast.agency.slug), settings.ADDRESS.rstrip("/"), lambda address: True)


def copy_to_take_away(cast: Cast) -> list[Answer]:
    """The files of the site's own copy, each as if it had been opened."""
    return [Answer(f"copy:{path}", 200, "", content, path) for path, content in copy_of(cast.agency.slug).parts()]


def files_of_papers(found: Crawl, slug: str) -> set[str]:
    """Where the files of issued papers are, as the open data says it."""
    table = json.loads(found.answers[f"/{slug}/tables/paper-files.json"].content)
    return {urlsplit(each["address"]).path for each in table["rows"]}


def is_of_a_paper(answer: Answer, files: Iterable[str]) -> bool:
    place = answer.address.partition("copy:")[2]
    return any(answer.address == each or (place and each.endswith(f"/{place}")) for each in files) or (
        answer.address.startswith("/verify/")
    )


def leaks(
    answers: Iterable[Answer], files: Iterable[str], public: Mapping[str, str], papers: Mapping[str, str]
) -> set[str]:
    """Where a field stands that may not stand there."""
    return {
        f"{name} at {each.address}"
        for each in answers
        for name in canaries.found_in(each.whole)
        if name not in public and not (name in papers and is_of_a_paper(each, files))
    }


def met(answers: Iterable[Answer]) -> set[str]:
    return {name for each in answers for name in canaries.found_in(each.whole)}


def unread_pages(found: Crawl, slug: str) -> set[str]:
    """Pages of the release that were not read in both languages, and kinds of pages that it has none of."""
    pages = dict(ReleasedPage.objects.values_list("path", "kind"))
    unread = {
        f"/{slug}/{language}{path}"
        for path in pages
        for language in ("", "en/")
        if f"/{slug}/{language}{path}" not in found.answers
    }
    return unread | (set(BODIES) - {*pages.values(), "notice"})


@pytest.mark.django_db
def test_nothing_private_is_public_and_everything_public_is(cast: Cast) -> None:
    published(cast)
    found = whole_site(cast)
    answers = [*found.answers.values(), *copy_to_take_away(cast)]
    files = files_of_papers(found, cast.agency.slug)

    assert leaks(answers, files, PUBLIC_FIELDS, IN_ISSUED_PAPERS) == set()
    assert {*PUBLIC_FIELDS, *IN_ISSUED_PAPERS} - met(answers) == set()
    assert unread_routes(found.routes) == set()
    assert unread_pages(found, cast.agency.slug) == set()
    assert places_of(kept_back(cast), answers) == set()
    assert canaries.models_without_a_row() == []
    assert {200, 404, 410} <= {each.status for each in answers}


def unread_routes(read: Iterable[str]) -> set[str]:
    """Public routes that were not read."""
    public = {each.name for each in routes() if each.audience == "public"}
    return public - set(read) - set(OPEN_WITH_A_TOKEN)


def places_of(words: Iterable[str], answers: Iterable[Answer]) -> set[str]:
    """Where one of these words stands; a word that goes on is another."""
    sought = re.compile("|".join(f"{re.escape(each)}(?![0-9])" for each in words))
    return {
        f"{found} at {each.address}"
        for each in answers
        for text in canaries.ways_to_read(each.whole)
        for found in sought.findall(text)
    }


def test_every_field_that_is_named_here_is_a_field() -> None:
    assert canaries.unknown([*PUBLIC_FIELDS, *IN_ISSUED_PAPERS, *canaries.CODES]) == set()
    assert canaries.unknown(["base.person.shoe_size", "base.person.name"]) == {"base.person.shoe_size"}


def test_no_field_is_both_public_everywhere_and_in_papers_alone() -> None:
    assert set(PUBLIC_FIELDS) & set(IN_ISSUED_PAPERS) == set()
    assert {*PUBLIC_FIELDS, *IN_ISSUED_PAPERS} & set(canaries.CODES) == set()


def test_a_planted_leak_is_named_with_its_place(cast: Cast) -> None:
    canaries.put_into_every_row()
    cast.people["clerk"].refresh_from_db()
    a_release(cast, [home_page(f"ติดต่อ {cast.people['clerk'].email}")])
    answers = crawl([f"/{cast.agency.slug}/"], settings.ADDRESS.rstrip("/"), lambda address: False).answers.values()
    assert leaks(answers, [], PUBLIC_FIELDS, IN_ISSUED_PAPERS) == {f"base.person.email at /{cast.agency.slug}/"}


def test_what_papers_may_print_is_a_leak_anywhere_else() -> None:
    said = b"canary-documents-signatory-name~3"
    paper, page = (Answer(address, 200, "text/html", said, "") for address in ("/verify/ABCD/", "/a/people/"))
    assert leaks([paper, page], [], {}, IN_ISSUED_PAPERS) == {"documents.signatory.name at /a/people/"}


def test_a_row_that_is_kept_back_is_told_from_one_that_is_not() -> None:
    answers = [Answer("/a/", 200, "", b"canary-disclosure-page-title_th~12 canary-disclosure-page-title_th~3", "")]
    assert places_of(["canary-disclosure-page-title_th~1"], answers) == set()
    assert places_of(["canary-disclosure-page-title_th~3"], answers) == {"canary-disclosure-page-title_th~3 at /a/"}


@pytest.mark.parametrize(
    "said",
    [
        "canary-base-person-name~7",
        "CANARY-base-person-name",
        "canary-<wbr>base-person<wbr/>-name",
        "canary&#45;base-person-name",
        "%63anary-base-person-name.pdf",
        "<b>canary-base</b>-person-name",
        "canary-\u200bbase-person-name-12.pdf",
    ],
)
def test_a_canary_is_found_however_it_is_written(said: str) -> None:
    assert canaries.found_in(said.encode()) == {"base.person.name"}
