"""Who may open what of an agency's style, its wordings and its templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.documents.style.made import a_signatory, a_template_set, an_emblem_set
from cast import Cast
from house.access import desk


def with_emblem(cast: Cast) -> Mapping[str, Any]:
    an_emblem_set(cast)
    return {}


def who_signs(cast: Cast) -> Mapping[str, Any]:
    return {"signatory_id": a_signatory(cast).pk}


def of_the_plan(cast: Cast) -> Mapping[str, Any]:
    return {"layout": "plan"}


def with_template(cast: Cast) -> Mapping[str, Any]:
    a_template_set(cast)
    return {"layout": "plan"}


def a_sample(cast: Cast) -> Mapping[str, Any]:
    return {"layout": "plan", "form": "json"}


WHOLE_CYCLE = "clerk executive auditor"

ROWS = [
    desk("documents:style", WHOLE_CYCLE),
    desk("documents:style-edit", "clerk"),
    desk("documents:style-example", WHOLE_CYCLE),
    desk("documents:style-emblem", WHOLE_CYCLE, arguments=with_emblem),
    desk("documents:style-emblem-set", "clerk", method="post"),
    desk("documents:style-emblem-remove", "clerk", method="post"),
    desk("documents:signatory-add", "clerk"),
    desk("documents:signatory-end", "clerk", arguments=who_signs, method="post"),
    desk("documents:wording", WHOLE_CYCLE, arguments=of_the_plan),
    desk("documents:wording-edit", "clerk", arguments=of_the_plan),
    desk("documents:wording-sample", WHOLE_CYCLE, arguments=a_sample),
    desk("documents:template-original", WHOLE_CYCLE, arguments=with_template),
    desk("documents:template-set", "clerk", arguments=of_the_plan, method="post"),
    desk("documents:template-remove", "clerk", arguments=of_the_plan, method="post"),
    desk("documents:template-begin", WHOLE_CYCLE, arguments=of_the_plan),
]
