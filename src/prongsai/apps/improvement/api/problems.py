"""What a program is told when it cannot be done: one shape, a Thai and an English sentence, always."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel, Field

from prongsai.core import errors
from prongsai.core.errors import Refused

LONGEST_NAME = 200
"""Of a field as an answer repeats it: a name nobody declared may be of any length. Unit: characters."""

_ARGUMENTS = {"here", "part", "sent"}
"""What endpoints call all that the address names, the part of a list, the record sent: no fields of anybody's."""
_FAULTS = {
    "missing": "ต้องมีช่องนี้",
    "extra_forbidden": "ไม่มีช่องชื่อนี้",
    "string_too_long": "ยาวเกินกำหนด",
    "string_too_short": "ต้องไม่ว่าง",
    "string_type": "ต้องเป็นข้อความ",
    "string_pattern_mismatch": "รูปแบบไม่ถูกต้อง หรือมีอักขระควบคุม",
    "int_type": "ต้องเป็นจำนวนเต็ม",
    "int_parsing": "ต้องเป็นจำนวนเต็ม",
    "greater_than_equal": "น้อยกว่าที่รับได้",
    "less_than_equal": "มากกว่าที่รับได้",
    "literal_error": "ไม่ใช่ค่าที่เลือกได้",
    "too_long": "มีจำนวนรายการมากเกินไป",
    "too_short": "มีจำนวนรายการน้อยเกินไป",
}
"""Kind of fault -> what to say of it."""


class Fault(BaseModel):
    """What is wrong with one field."""

    field: str = Field(description="ช่องที่ผิด · The field, its parts joined by points")
    th: str
    en: str


class Problem(BaseModel):
    """Why something could not be done, and what to do."""

    th: str = Field(description="ภาษาไทย · In Thai")
    en: str = Field(description="ภาษาอังกฤษ · In English")
    field: str | None = Field(default=None, description="ช่องที่เกี่ยวข้อง · The field it is about, if one")
    errors: list[Fault] = Field(default_factory=list, description="ทุกช่องที่ผิด · Every field that is wrong")


class Forbidden(errors.Problem):
    """A program without the scope, or a person without the right."""


class RefusedField(Refused):
    """A value that the rules do not allow, and its field."""

    def __init__(self, field: str, th: str, en: str) -> None:
        super().__init__(th, en)
        self.field = field


def answers(model: Any, status: int = 200, **more: Any) -> dict[Any, Any]:
    """What an endpoint that reads may answer. Shape: status to schema; `more` by ``http409=``."""
    others = {int(name.removeprefix("http")): schema for name, schema in more.items()}
    return {status: model, **others, **dict.fromkeys((401, 403, 404, 422), Problem)}


def answers_to_sent(model: Any, status: int = 200, **more: Any) -> dict[Any, Any]:
    """What an endpoint that takes something in may answer besides: that it could not be parsed."""
    return {**answers(model, status, **more), 400: Problem}


def told(th: str, en: str, status: int, **more: Any) -> JsonResponse:
    """An answer that is a problem."""
    problem = Problem(th=th, en=en, **more).model_dump(exclude_defaults=True)
    return JsonResponse(problem, status=status, json_dumps_params={"ensure_ascii": False})


def not_found(request: HttpRequest, problem: Exception) -> HttpResponse:
    """Nothing here, or nothing for this person."""
    return told("ไม่พบรายการนี้ หรือไม่ใช่ของท่าน", "There is no such thing, or it is not yours.", 404)


def _refused(request: HttpRequest, problem: Refused) -> HttpResponse:
    named = {"field": problem.field} if isinstance(problem, RefusedField) else {}
    return told(problem.th, problem.en, 422, **named)


def _forbidden(request: HttpRequest, problem: Forbidden) -> HttpResponse:
    return told(problem.th, problem.en, 403)


def _without_token(request: HttpRequest, problem: AuthenticationError) -> HttpResponse:
    answer = told(
        "ไม่มีรหัสเชื่อมต่อ หรือรหัสหมดอายุหรือถูกยกเลิกแล้ว กรุณาออกรหัสใหม่ที่หน้าบัญชีของฉัน",
        "There is no token, or it has ended or was revoked; issue one on the account page.",
        401,
    )
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _unreadable(request: HttpRequest, problem: Exception) -> HttpResponse:
    return told("อ่านสิ่งที่ส่งมาไม่ได้ กรุณาตรวจรูปแบบหรือขนาด", "What was sent cannot be read; check its form and size.", 400)


def _malformed(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    faults = [_fault(each) for each in problem.errors]
    return told(
        "ข้อมูลที่ส่งมาไม่ถูกต้อง กรุณาแก้ช่องที่แจ้ง",
        "What was sent is not well formed; correct the fields named.",
        422,
        field=faults[0].field or None,
        errors=faults,
    )


def _fault(error: Mapping[str, Any]) -> Fault:
    """A fault by the name of its field; of a record as a whole, without one."""
    _source, *path = error["loc"]
    parts = path[1:] if path and path[0] in _ARGUMENTS else path
    field = ".".join(map(str, parts))[:LONGEST_NAME]
    return Fault(field=field, th=_FAULTS.get(error["type"], "ค่านี้ใช้ไม่ได้"), en=error["msg"])


HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    Http404: not_found,
    Refused: _refused,
    Forbidden: _forbidden,
    AuthenticationError: _without_token,
    ValidationError: _malformed,
    HttpError: _unreadable,  # the only one left: a body that is no JSON
    MultiPartParserError: _unreadable,
    SuspiciousOperation: _unreadable,  # more fields, or a larger form, than is taken
    UnreadablePostError: _unreadable,
}
"""Kind of problem -> the answer it becomes."""
