"""What papers are about in these tests: one plan of the year, unless a test says otherwise."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest

from apps.documents.made import PLAN, Source, a_plan_reading
from prongsai.paper.writing.content import Content


@pytest.fixture
def source(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Source:
    """The one source of papers, in place of the apps above the printing house."""
    made = Source({PLAN: Content(a_plan_reading())})
    module = ModuleType("papers_of_these_tests")
    for name in ("subjects", "content", "attachments"):
        setattr(module, name, getattr(made, name))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    settings.PAPER_SOURCES = [module.__name__]
    return made
