"""The one page of a run: what to type again is said so that a shell takes it as it was meant."""

from __future__ import annotations

import re
import shlex
from html import unescape
from pathlib import Path
from zipfile import ZipFile

from prongsai.core.nation.whatif import Options, read_threshold
from prongsai.scale.run import Wanted, score
from scale.score_inputs import YEAR, answer_rows, folder, write


def page_of(source: Path, out: Path, options: Options) -> str:
    score(Wanted(YEAR, (source,), out, options=options, engine="loop"))
    with ZipFile(out) as opened:
        return opened.read("summary.html").decode()


def test_the_command_to_type_again_is_one_that_a_shell_takes(tmp_path: Path) -> None:
    hostile = "x; echo $(id) '\"&<b>"
    source = folder(tmp_path / "in")
    listed = [{"agency": code, "type": "ทม.", "province": "ก"} for code in ("A0", "A1", "A2", hostile)]
    write(source / "agencies.csv", listed, ["agency", "type", "province"])
    options = Options(without=(hostile,), thresholds=dict([read_threshold("ผ่านดี=80/70")]), rule_of=2567)
    page = page_of(source, tmp_path / "out.zip", options)
    found = re.search("<pre><code>(.*?)</code></pre>", page)
    assert found
    words = shlex.split(unescape(found[1]))
    assert words[words.index("--without") + 1] == hostile
    assert words[words.index("--threshold") + 1] == "ผ่านดี=80/70"
    assert words[words.index("--rule-of") + 1] == "2567"


def test_the_page_stands_alone_and_has_headings_for_every_table(tmp_path: Path) -> None:
    page = page_of(
        folder(tmp_path / "in", more=[{**answer_rows(1, 1)[0], "agency": "?"}]), tmp_path / "o.zip", Options()
    )
    assert page.startswith('<!doctype html>\n<html lang="th">')
    assert page.count("<h1>") == 1
    assert not re.search(r"<(script|link|img|iframe)|https?://|url\(", page)
    assert page.count("<table>") == page.count("<caption>") == page.count("<thead>") >= 4
    assert "หน่วยงานไม่อยู่ในบัญชี" in page
    assert "อนุมานจากแหล่งอื่น" in page
