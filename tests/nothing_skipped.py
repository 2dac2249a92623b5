"""Where nothing may be skipped (``PRONGSAI_NOTHING_SKIPPED=1``), a skipped test fails the run.

Why tests were skipped is told in one line, everywhere. The real papers are nothing a machine can install: a test marked
`real` may always be skipped.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest


def reasons(reports: list[pytest.TestReport]) -> Counter[str]:
    """Why tests were skipped, and how many for each reason."""
    return Counter(
        report.longrepr[2].removeprefix("Skipped: ") for report in reports if isinstance(report.longrepr, tuple)
    )


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    skipped = [report for report in _skipped(session.config) if "real" not in report.keywords]
    if skipped and os.environ.get("PRONGSAI_NOTHING_SKIPPED") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    told = reasons(terminalreporter.stats.get("skipped", []))
    if told:
        counted = "; ".join(f"{count} x {reason}" for reason, count in told.items())
        terminalreporter.write_line(f"could not run here: {counted}")


def _skipped(config: pytest.Config) -> list[pytest.TestReport]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return reporter.stats.get("skipped", []) if reporter else []
