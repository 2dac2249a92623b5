"""The tags of a template: what they may say, told before anything is filled in.

A tag names fields, loops over lists and asks conditions; it calculates nothing, calls nothing and reaches into nothing.
What is not on the list below is refused by name, so that no sandbox needs to be trusted alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from prongsai.paper.writing.docx import template_fields

_PLAIN = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.CondExpr, nodes.Const, nodes.Compare,
    nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.For, nodes.Name, nodes.Getattr, nodes.Filter,
)  # fmt: skip
_FILTERS = {"default", "d", "upper", "lower", "trim", "length", "count"}
_OF_A_LOOP = {"index", "index0", "first", "last", "length"}
_MOST_LOOPS = 50
_MOST_TAGS = 2_000
_LOOSE = re.compile(r"\{\{(?:p|r|tr|tc)\s+[^\s}]")
_ANY_TAG = re.compile(r"\{[{%#]")
_MARKUP = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a tag, in both languages."""

    th: str
    en: str


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """The engine: nothing in it by default, everything filled in is escaped, an unknown name is an error."""
    made = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, cache_size=0)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in _FILTERS}
    made.tests = {name: made.tests[name] for name in ("defined", "none")}
    return made


def ready(xml: str) -> str:
    """The XML of a part with its tags in one piece each, however Word cut them into runs."""
    joined = DocxTemplate(None).patch_xml(xml)
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", joined)  # a line for each paragraph, so that a fault can be placed


def faults_of_words(words: str) -> Iterator[Fault]:
    """What is wrong with the tags of a text before Word's mark-up around them is cut away."""
    if _LOOSE.search(words):
        yield Fault(
            "แท็ก {{p ...}} {{r ...}} {{tr ...}} {{tc ...}} ใช้ไม่ได้ โปรดใช้ {{ ... }}",
            "Tags {{p ...}}, {{r ...}}, {{tr ...}} and {{tc ...}} cannot be used; write {{ ... }}.",
        )


def faults_of(xml: str, known: frozenset[str]) -> Iterator[Fault]:
    """What is wrong with the tags of a part as `ready` gives it."""
    if len(_ANY_TAG.findall(xml)) > _MOST_TAGS:
        yield Fault("แม่แบบมีแท็กมากเกินไป โปรดลดจำนวนลง", "The template has too many tags; use fewer.")
        return
    try:
        tree = environment().parse(xml)
    except TemplateSyntaxError as trouble:
        yield _broken(xml, trouble)
        return
    loops = list(tree.find_all(nodes.For))
    if len(loops) > _MOST_LOOPS:
        yield Fault("แม่แบบมีคำสั่งวนซ้ำมากเกินไป โปรดลดจำนวนลง", "The template has too many loops; use fewer.")
    yield from _faults(tree, frozenset(), 0, known)


def _broken(xml: str, trouble: TemplateSyntaxError) -> Fault:
    lines = xml.split("\n")
    near = " ".join(_MARKUP.sub("", lines[min(trouble.lineno, len(lines)) - 1]).split())[:80]
    return Fault(
        f"แท็กเขียนไม่ครบหรือไม่ถูกใกล้ข้อความ “{near}” โปรดตรวจวงเล็บปีกกา และให้ทุก for/if มี endfor/endif",
        f"A tag is broken near “{near}” ({trouble.message}): check its braces, and close every for and if.",
    )


def _faults(node: nodes.Node, bound: frozenset[str], depth: int, known: frozenset[str]) -> Iterator[Fault]:
    if not isinstance(node, _PLAIN) and not _is_harmless_test(node):
        yield _not_allowed(type(node).__name__)
        return
    if isinstance(node, nodes.For):
        yield from _faults_of_loop(node, bound, depth)
        inner = bound | {each.name for each in node.target.find_all(nodes.Name)} | _names_of(node.target) | {"loop"}
        for each in (*node.body, *node.else_):
            yield from _faults(each, inner, depth + 1, known)
        return
    yield from _faults_here(node, bound, known)
    for child in node.iter_child_nodes():
        yield from _faults(child, bound, depth, known)


def _faults_here(node: nodes.Node, bound: frozenset[str], known: frozenset[str]) -> Iterator[Fault]:
    if isinstance(node, nodes.Name) and node.name not in bound | known:
        yield _unknown(node.name)
    elif isinstance(node, nodes.Getattr):
        of_loop = isinstance(node.node, nodes.Name) and node.node.name == "loop"
        if not isinstance(node.node, nodes.Name):
            yield _not_allowed(f".{node.attr}")
        elif node.attr not in (_OF_A_LOOP if of_loop else template_fields.known_parts()):
            yield _unknown(f"{node.node.name}.{node.attr}")
    elif isinstance(node, nodes.Filter) and (node.name not in _FILTERS or node.kwargs or node.dyn_args):
        yield _not_allowed(f"|{node.name}")


def _faults_of_loop(node: nodes.For, bound: frozenset[str], depth: int) -> Iterator[Fault]:
    """A loop goes over a list of the paper, a loop inside it over a list of the record: so nothing multiplies."""
    over = node.iter
    is_list = depth == 0 and isinstance(over, nodes.Name) and over.name in template_fields.known_lists()
    is_part = depth == 1 and isinstance(over, nodes.Getattr) and over.attr in template_fields.list_parts()
    is_of_record = is_part and isinstance(over.node, nodes.Name) and over.node.name in bound - {"loop"}  # type: ignore[attr-defined]
    if not (is_list or is_of_record) or node.test is not None or node.recursive or not _names_of(node.target):
        yield Fault(
            "คำสั่ง for วนได้เฉพาะ measures, findings, results (มาตรการ ข้อสังเกต ผลประเมิน) และขั้นตอนของมาตรการข้างใน",
            "A for loop goes over measures, findings or results, and inside it over the steps of a measure.",
        )


def _names_of(target: nodes.Node) -> frozenset[str]:
    return frozenset({target.name}) if isinstance(target, nodes.Name) else frozenset()


def _is_harmless_test(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Test) and node.name in ("defined", "none") and not node.args


def _unknown(name: str) -> Fault:
    if name in template_fields.BODY:
        return Fault(
            f"{{{{ {name} }}}} ต้องอยู่ลำพังในย่อหน้าของตนเอง นอกตาราง และมีครั้งเดียว",
            f"{{{{ {name} }}}} must stand alone in a paragraph of its own, outside tables, and once.",
        )
    return Fault(
        f"ไม่รู้จักช่อง {{{{ {name} }}}} โปรดแก้ให้ตรงกับรายการช่องที่ใช้ได้",
        f"The field {{{{ {name} }}}} is not known: write one of the fields on the list.",
    )


def _not_allowed(what: str) -> Fault:
    return Fault(
        f"แท็กที่ใช้ “{what}” ไม่ได้รับอนุญาต: แม่แบบใช้ได้เฉพาะชื่อช่อง for และ if",
        f"A tag uses “{what}”, which is not allowed: a template has fields, for and if only.",
    )


def filled(xml: str, values: dict[str, Any], most: int) -> str:
    """The XML of a part as `ready` gives it, with its tags filled. Raises: OverflowError past `most` characters."""
    made: list[str] = []
    length = 0
    for piece in environment().from_string(xml).generate(values):
        length += len(piece)
        if length > most:
            raise OverflowError("a template that grows without end")
        made.append(piece)
    return re.sub(r"\n<w:p([ >])", r"<w:p\1", "".join(made))
