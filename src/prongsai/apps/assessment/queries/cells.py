"""The cells of a result sheet under one framework, and what the screens call them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prongsai.base.said import said
from prongsai.core.framework import Framework, Indicator, Tool


def cells_of(framework: Framework) -> dict[str, str]:
    """Every cell under the total in the order of the official sheet, with its label.

    Shape: ``{"IIT": label, "1": label, ...}``; EIT's parts stand after EIT in the years that have them.
    """
    return {cell: label for tool in framework.tools for cell, label in _cells(framework, tool)}


def label_of(framework: Framework, cell: str) -> str:
    """What a cell is called; the cell itself when the year has no such cell."""
    return _("คะแนนรวม") if cell == "total" else cells_of(framework).get(cell, cell)


def tool_rows(framework: Framework) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The tools with their indicators, for the chart. Shape: (cell, label, [(cell, label)])."""
    return [
        (tool.code, tool_label(tool), [(str(n), indicator_label(framework.indicator(n))) for n in tool.indicators])
        for tool in framework.tools
    ]


def tool_label(tool: Tool) -> str:
    """The tool's code with the word the office uses for whom it asks."""
    names = {"IIT": _("IIT บุคลากรภายใน"), "EIT": _("EIT ผู้รับบริการ"), "OIT": _("OIT ข้อมูลสาธารณะ")}
    return names[tool.code]


def indicator_label(indicator: Indicator) -> str:
    """The indicator's official name; in English its short one."""
    return said(indicator.name_th, indicator.name_en)


def _cells(framework: Framework, tool: Tool) -> list[tuple[str, str]]:
    parts = [(part.code, said(f"EIT {part.name_th}", part.name_en)) for part in tool.parts]
    numbers = [(str(n), f"{n}. {indicator_label(framework.indicator(n))}") for n in tool.indicators]
    return [(tool.code, tool_label(tool)), *parts, *numbers]
