"""A full sample agency: a row of every model that keeps words, what may be public of it and what may not side by side.

Files say what they are, so that one that is handed out though it may not be is found by its bytes.
"""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from allauth.account.models import EmailAddress
from PIL import ExifTags, Image

from apps.assessment.made import a_read_paper, a_sheet
from apps.disclosure.made_pages import a_leader, a_page, a_part
from apps.disclosure.releases.made_releases import an_applied_release
from apps.documents.style.made import a_signatory, a_template_set, a_wording, an_emblem_set
from apps.improvement import made
from apps.improvement.made_proof import a_photo, an_activity
from apps.improvement.signing.made_signing import approve
from apps.nation.beside.made import declared, two_years
from apps.nation.made import a_country, a_run
from cast import NOW, YEAR, Cast
from house.canaries import put_into_every_row, spelled
from prongsai.apps.assessment.models import Correction, Finding, Paper
from prongsai.apps.disclosure.models import (
    ElementChange,
    Exhibit,
    ItemDuty,
    ItemPageImport,
    Page,
    Site,
    SiteExport,
    Visit,
)
from prongsai.apps.disclosure.operations.exhibits import Thing, add_exhibit
from prongsai.apps.disclosure.operations.withdrawing import withdraw
from prongsai.apps.disclosure.queries.places import Place
from prongsai.apps.documents.jobs.editions import make_edition_files
from prongsai.apps.documents.models import Bundle, Document, Edition, Preview
from prongsai.apps.documents.operations import approve_document, issue_document, open_document, submit_document
from prongsai.apps.improvement.models import (
    Activity,
    Answer,
    Change,
    Evidence,
    Measure,
    Notice,
    NoticeChoice,
    Plan,
    Report,
    SetAside,
    SignOff,
)
from prongsai.apps.improvement.operations.evidence import add_evidence
from prongsai.apps.improvement.operations.signing import submit_plan
from prongsai.apps.nation.models import NationalRun, RunImport
from prongsai.apps.nation.operations import withdraw_run
from prongsai.base.files import store_or_find
from prongsai.base.jobs import open_job
from prongsai.base.models import AccessToken, ClockRun, Draft, OneTimeLink

ITEM = "o12"
LATER = NOW + timedelta(days=1)
WORDS = "ข้อความของหน่วยงาน"
PDF = "%PDF-1.7\n"


def live_rows(cast: Cast) -> None:
    """Everything that is written before anybody signs: plan and progress, pages and exhibits, drafts and comments."""
    base_rows(cast)
    assessed(cast)
    improved(cast)
    styled(cast)
    written(cast)
    shown(cast)
    counted(cast)


def base_rows(cast: Cast) -> None:
    """What the base keeps of people and their work."""
    clerk = cast.people["clerk"]
    tomorrow = NOW + timedelta(days=1)
    EmailAddress.objects.create(user=clerk, email=clerk.email, verified=True, primary=True)
    Draft.objects.create(
        person=clerk, agency=cast.agency, key="news", content={"title_th": [WORDS], "text": WORDS}, saved_at=NOW
    )
    tokens: dict[str, Any] = {"created_at": NOW, "expires_at": tomorrow}
    AccessToken.objects.create(
        person=clerk, agency=cast.agency, name=WORDS, token_hash="a" * 64, prefix="abcd", scopes=["plan.read"], **tokens
    )
    OneTimeLink.objects.create(token_hash="b" * 64, person=clerk, **tokens)
    ClockRun.objects.create(task="nothing", day=NOW.date(), taken_at=NOW, again_at=tomorrow)


def assessed(cast: Cast) -> None:
    """A result sheet handed in and read, findings, a typed result with a lost item."""
    paper = a_read_paper(cast, content=b"canary-file-upload-sheet", name=f"{WORDS}.txt")
    Correction.objects.create(
        paper=paper, path="results/0/total", before=WORDS, after=f"{WORDS} 2", by=person(cast), at=NOW
    )
    Paper.objects.filter(pk=paper.pk).update(problem_th=WORDS, problem_en=WORDS, accepted=paper.reading)
    Finding.objects.create(
        paper=paper,
        agency=cast.agency,
        fiscal_year=YEAR,
        position=1,
        tool="OIT",
        code=ITEM,
        remark=WORDS,
        recommendation=WORDS,
        items=[ITEM],
        missing_elements=[4],
        doubts=[{"th": WORDS, "en": "A doubt"}],
    )
    a_sheet(cast)


def improved(cast: Cast) -> None:
    """A plan with owners of each sort, reports and evidence in every state, activities shown and not."""
    plan = made.a_plan(cast)
    officer = cast.people["officer"]
    words = {
        "finding": WORDS,
        "suggestion": WORDS,
        "number": "1",
        "codes": [ITEM],
        "period_text": "ต.ค. 2566 - ก.ย. 2567",
    }
    measure = made.a_measure_row(cast, plan=plan, owners=(cast.unit, officer, "กองคลัง"), **words)
    step = made.a_step_row(measure, number="1.1", expected_evidence=WORDS, owners=(officer,))
    other = made.a_step_row(measure, text="เผยแพร่ผลการสำรวจ")
    SetAside.objects.create(plan=plan, subject="indicator-7", reason=WORDS, by=person(cast), at=NOW)
    Answer.objects.create(measure=measure, subject="item-o12")
    Change.objects.create(
        agency=cast.agency, kind="measure", record=measure.pk, deed="measure.edited", before={"title": WORDS}, at=NOW
    )
    Notice.objects.create(agency=cast.agency, person=officer, subject=f"step-{step.pk}", stage="due", at=NOW)
    NoticeChoice.objects.create(agency=cast.agency, person=officer, feed_hash="c" * 64)
    reported(cast, plan, measure, step, other)
    proved(cast, measure, step)


def reported(cast: Cast, plan: Plan, measure: Measure, step: Any, other: Any) -> None:
    """A report that was accepted, one that waits, one that was sent back."""
    round_ = made.a_round(cast, plan=plan)
    told = {"problem": WORDS, "suggestion": WORDS, "no_evidence_reason": WORDS, "written": [WORDS]}
    made.a_report(cast, round_, step, state="accepted", status="done", percent=100, comment=WORDS, **told)
    made.a_report(cast, round_, other, **told)
    made.a_report(cast, round_, measure, state="returned", comment=WORDS, **told)
    closed = {"closed_by": person(cast), "closed_at": NOW, "snapshot": {"reading": {"measures": [{"title": WORDS}]}}}
    made.a_round(cast, plan=plan, months=12, **closed)


def proved(cast: Cast, measure: Measure, step: Any) -> None:
    """Evidence accepted, offered and sent back; an activity with an accepted photograph and one without."""
    made.a_proof(cast, evidence=made.a_piece_of_evidence(cast), step=step)
    accepted = a_file(cast, "canary-file-evidence-accepted")
    made.a_proof(cast, evidence=accepted, measure=measure)
    made.a_proof(cast, evidence=a_file(cast, "canary-file-evidence-offered"), state="offered", measure=measure)
    made.a_proof(cast, evidence=a_file(cast, "canary-file-evidence-returned"), state="returned", measure=measure)
    held = an_activity(cast, measure=measure, people_count=3)
    made.a_proof(cast, evidence=a_photo(cast, content=a_telling_photograph()), activity=held)
    an_activity(cast, title="กิจกรรมที่ยังไม่มีหลักฐาน")


def a_telling_photograph() -> bytes:
    """A photograph that says in itself what nobody needs to know."""
    picture, exif, file = Image.new("RGB", (64, 48), "seagreen"), Image.Exif(), BytesIO()
    exif[ExifTags.Base.ImageDescription] = "canary-file-photo-words"
    picture.save(file, "JPEG", exif=exif)
    return file.getvalue()


def styled(cast: Cast) -> None:
    """How papers look, who signs them."""
    an_emblem_set(cast)
    a_signatory(cast)
    a_wording(cast, words={"title": WORDS})
    a_template_set(cast, "canary-file-template-docx", "{{ body }}")


def written(cast: Cast) -> None:
    """The site's own words, a page of each kind, a page taken back, and one that will be withdrawn."""
    words = {
        "name_en": "An agency",
        "own_address": "https://www.example.go.th/",
        "about_th": WORDS,
        "about_en": "About",
    }
    Site.objects.create(agency=cast.agency, **words)
    both = {"title_en": "In English", "text_th": f"{WORDS} หนึ่ง", "text_en": "A text in English"}
    people = a_page(cast, "people", **both)
    a_leader(cast, people, telephone="036 000 001", position_en="The Mayor")
    structure = a_page(cast, "structure", duties=WORDS, **both)
    a_part(cast, structure, "units", name="กองคลัง", duties=WORDS)
    contact = {
        "address": WORDS,
        "address_en": "1 Village No. 1",
        "telephone": "036 000 002",
        "fax": "036 000 003",
        "email": "office@example.go.th",
    }
    a_page(cast, "contact", hours=WORDS, map="https://www.openstreetmap.org/", **contact)
    laws = a_page(cast, "laws", **both)
    a_part(cast, laws, "links", ("law.pdf", f"{PDF}canary-file-page-law".encode()), label_th=WORDS, note_th=WORDS)
    news = a_page(cast, "news", **both)
    a_part(
        cast,
        news,
        "links",
        label_th=WORDS,
        label_en="A label",
        address="https://www.example.go.th/news",
        note_th=WORDS,
        note_en="A note",
    )
    a_page(cast, "news", title_th="ข่าวที่จะถอน", text_th="ข้อความที่ถอนแล้ว", dated_on=date(2024, 2, 2))
    a_page(cast, "text", **both)
    gone = a_page(cast, "text", **both)
    Page.objects.filter(pk=gone.pk).update(removed_at=NOW)


def shown(cast: Cast) -> None:
    """Exhibits for an item, visits to one, elements of the agency's own, an item page that was read."""
    places = (Place(YEAR, ITEM, ""),)
    clerk = cast.viewer("clerk")
    link = add_exhibit(by=clerk, at=NOW, thing=Thing(url="https://www.example.go.th/report"), places=places)
    add_exhibit(by=clerk, at=NOW, upload=(f"{WORDS}.pdf", f"{PDF}canary-file-exhibit-shown".encode()), places=places)
    add_exhibit(by=clerk, at=NOW, upload=(f"{WORDS}2.pdf", f"{PDF}canary-file-exhibit-unused".encode()))
    Visit.objects.create(
        exhibit=link, at=NOW, faults=[], final_url=WORDS, title=WORDS, sought=["x"], found={"x": WORDS}, status=200
    )
    ItemDuty.objects.create(agency=cast.agency, fiscal_year=YEAR, item=ITEM, unit=cast.unit, explanation=WORDS)
    ElementChange.objects.create(
        agency=cast.agency, fiscal_year=YEAR, item=ITEM, text_th=WORDS, text_en="An element", source=WORDS
    )
    job = open_job(agency=cast.agency, kind="item-page", at=NOW)
    ItemPageImport.objects.create(
        agency=cast.agency,
        fiscal_year=YEAR,
        source=WORDS,
        job=job,
        rows=[{"text": WORDS}],
        asked_by=person(cast),
        asked_at=NOW,
    )


def counted(cast: Cast) -> None:
    """A country of two years, compared, with measures declared in between; a run of it was withdrawn."""
    by = cast.people["administrator"]
    two_years(6)
    declared([("00001", "law-page")], by=by)
    NationalRun.objects.update(about=WORDS, imported_by=by)
    gone = a_run(a_country(2, year=YEAR - 2), year=YEAR - 2, by=by)
    job = open_job(agency=None, kind="nation.brought", at=NOW)
    RunImport.objects.create(file=gone.file, job=job, about=WORDS, run=gone, brought_by=by, brought_at=NOW)
    withdraw_run(by=by, at=LATER, run=gone, reason=WORDS)


def signed(cast: Cast) -> None:
    """The plan approved and a paper of it issued, by the people who do that."""
    plan = Plan.objects.get(agency=cast.agency, fiscal_year=YEAR)
    submit_plan(by=cast.viewer("clerk"), at=NOW, plan=plan, reason=WORDS)
    approve(cast, plan)
    SignOff.objects.create(
        plan=plan, version=1, deed="returned", reason=WORDS, content=None, by=cast.people["executive"], at=NOW
    )
    papers(cast)


def papers(cast: Cast) -> None:
    """A paper that was issued, and a draft of another with its preview and bundle."""
    clerk, executive = cast.viewer("clerk"), cast.viewer("executive")
    issued = open_document(by=clerk, at=NOW, year=YEAR, layout_name="plan", subject=f"plan-{YEAR}", title=WORDS)
    submit_document(by=clerk, at=NOW, document=issued)
    submission = issued.deeds.filter(deed="submitted").latest("pk").pk
    approve_document(by=executive, at=NOW, document=issued, submission=submission)
    issue_document(by=clerk, at=NOW, document=issued, number="1/2567", issued_on=NOW.date(), reason=WORDS)
    draft = Document.objects.create(
        agency=cast.agency,
        fiscal_year=YEAR,
        layout="memo",
        subject=f"plan-{YEAR}",
        title=WORDS,
        letter={"body": WORDS},
        opened_by=person(cast),
        opened_at=NOW,
    )
    jobs = [open_job(agency=cast.agency, kind=kind, at=NOW) for kind in ("preview", "bundle")]
    Preview.objects.create(agency=cast.agency, document=draft, digest="d" * 64, job=jobs[0], asked_at=NOW)
    bundle = f"{PDF}canary-file-bundle-papers".encode()
    Bundle.objects.create(
        agency=cast.agency,
        fiscal_year=YEAR,
        subject=f"plan-{YEAR}",
        job=jobs[1],
        file=store_or_find(by=clerk, at=NOW, name="bundle.pdf", content=bundle, kinds={"pdf"}),
        asked_by=person(cast),
        asked_at=NOW,
    )


def published(cast: Cast) -> None:
    """The agency with its site, a canary in every text: of what is written, of what was signed, of what was decided
    since. One piece of news is withdrawn."""
    live_rows(cast)
    put_into_every_row()
    fresh_names(cast)
    signed(cast)
    put_into_every_row()
    make_edition_files.func(Edition.objects.get(code__isnull=False).pk)
    release = an_applied_release(cast)
    withdrawn(cast)
    job = open_job(agency=cast.agency, kind="site.copied", at=LATER)
    SiteExport.objects.create(
        agency=cast.agency, release=release, job=job, mark="e" * 32, asked_by=person(cast), asked_at=LATER
    )
    put_into_every_row()


def fresh_names(cast: Cast) -> None:
    """The cast as their rows are now."""
    for each in (cast.agency, cast.unit, *cast.people.values()):
        each.refresh_from_db()


def withdrawn(cast: Cast) -> None:
    """A piece of news taken out of public sight, and the release that knows it."""
    page = withdrawn_news(cast)
    withdraw(by=cast.viewer("executive"), at=LATER, subject=f"page-{page.pk}", title=WORDS, reason=WORDS)


def withdrawn_news(cast: Cast) -> Page:
    """The piece of news that is withdrawn."""
    return Page.objects.filter(agency=cast.agency, kind="news").latest("pk")


def kept_back(cast: Cast) -> list[str]:
    """The canaries of rows that may not be public though others of their kind are: what waits, was sent back, is shown
    for nothing, was taken off, is withdrawn."""
    evidence = Evidence.objects.exclude(proofs__state="accepted")
    rows = {
        "improvement.report.result": Report.objects.exclude(state="accepted"),
        "improvement.evidence.title": evidence,
        "improvement.activity.title": Activity.objects.exclude(proofs__state="accepted"),
        "disclosure.exhibit.title": Exhibit.objects.filter(showings=None),
        "disclosure.page.title_th": Page.objects.exclude(removed_at=None),
        "disclosure.page.content.text_th": Page.objects.exclude(removed_at=None),
    }
    gone = withdrawn_news(cast).pk
    of_the_withdrawn = [("disclosure.page.title_th", gone), ("disclosure.page.content.text_th", gone)]
    kept = [(name, pk) for name, some in rows.items() for pk in some.values_list("pk", flat=True)]
    assert {name for name, _pk in kept} == set(rows), "a kind of row that is kept back is not there"
    return [f"{spelled(name)}~{pk}" for name, pk in (*kept, *of_the_withdrawn)]


def a_file(cast: Cast, content: str) -> Any:
    """A file handed in as evidence, which says in itself what it is."""
    clerk = cast.viewer("clerk")
    return add_evidence(by=clerk, at=NOW, year=YEAR, files=[(f"{WORDS}.pdf", f"{PDF}{content}".encode())])[0]


def person(cast: Cast) -> Any:
    return cast.people["clerk"]
