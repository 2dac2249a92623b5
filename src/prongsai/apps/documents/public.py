"""What anybody sees and does with official papers: checking one, by its code or by the file itself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.apps.documents.forms.verifying import CodeForm, FileForm
from prongsai.apps.documents.queries import verifying as query
from prongsai.base.access import public


@public
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest) -> HttpResponse:
    """Check a paper: type its code, or hand its file in to be compared; nothing of it is kept."""
    if request.method == "POST":
        return _compare(request)
    if "code" not in request.GET:
        return _asking(request)
    form = CodeForm(request.GET)
    code = query.normal_code(form.cleaned_data["code"]) if form.is_valid() else None
    if code:
        return redirect("verify:edition", code)
    if form.is_valid():
        form.add_error("code", _("รหัสต้องมี 16 ตัว เป็นอักษร A-Z และเลข 2-7 กรุณาตรวจกับท้ายเอกสาร"))
    return _asking(request, code_form=form)


@public
@require_safe
def edition(request: HttpRequest, code: str) -> HttpResponse:
    """What an issued edition says of itself, and whether it is in force; where its QR leads."""
    found = query.verified_by_code(code)
    if found is None:
        context = {"heading": _("ไม่พบเอกสารของรหัสนี้"), "code": code[:60], "code_form": CodeForm()}
        return render(request, "documents/verify_unknown.html", context, status=404)
    if code != found.edition.code:
        return redirect("verify:edition", found.edition.code)
    context = {"heading": found.title, "found": found, "file_form": FileForm(), "fingerprint": query.our_fingerprint()}
    return render(request, "documents/verify_edition.html", context)


def _compare(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _asking(request, file_form=form)
    file = form.cleaned_data["file"]
    outcome = query.outcome_of(file.read())
    context = {
        "heading": _HEADINGS[outcome.match](),
        "outcome": outcome,
        "name": file.name,
        "file_form": FileForm(),
        "site": settings.ADDRESS,
    }
    return render(request, "documents/verify_outcome.html", context)


def _asking(
    request: HttpRequest, *, code_form: CodeForm | None = None, file_form: FileForm | None = None
) -> HttpResponse:
    context = {
        "heading": _("ตรวจสอบเอกสาร"),
        "code_form": code_form or CodeForm(),
        "file_form": file_form or FileForm(),
    }
    has_errors = bool((code_form and code_form.errors) or (file_form and file_form.errors))
    return render(request, "documents/verify.html", context, status=422 if has_errors else 200)


_HEADINGS = {
    query.Match.SAME: lambda: _("ตรงกับฉบับที่ออก"),
    query.Match.CHANGED: lambda: _("ไม่ตรง: ถูกแก้ไขแม้เพียงหนึ่งไบต์"),
    query.Match.UNKNOWN_OURS: lambda: _("ผนึกถูกต้อง แต่ไม่พบในทะเบียนของระบบนี้"),
    query.Match.OTHER_KEY: lambda: _("ผนึกด้วยกุญแจที่ระบบนี้ไม่รู้จัก"),
    query.Match.UNSEALED: lambda: _("ไม่ตรงกับฉบับใดที่ออกจากระบบนี้"),
}
