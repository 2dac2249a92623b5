"""Sites published in an installation of their own and exported by the program, to be opened from disk."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from journeys.conftest import assert_accessible
from journeys.server import Server

TESTS = Path(__file__).parents[1]
EVERYTHING = "thung-fa-sai"
"""The word of the address of the agency with something of everything."""
ADDRESS = "http://127.0.0.1:8000"
AT_ONCE = 20
"""How many pages stand side by side, each in a frame as large as the screen: one by one takes twice as long."""
_OF_ONE = re.compile(r"\d|^(?:[a-z]{4}-)+")
_LISTS = ("items", "measures", "activities", "tables", "papers", "news", "pages")


def exported(folder: Path, papers: list[Path], *, everything: bool = False) -> dict[str, Path]:
    """The site of each paper, and that of an agency with everything, as folders by the words of their addresses."""
    data, out = folder / "data", folder / "sites"
    data.mkdir()
    out.mkdir()
    server = Server(data, port=8000)
    slugs = {f"paper-{number}": paper for number, paper in enumerate(papers, 1)}
    lines = [
        f"import sys; sys.path[:0] = [{str(TESTS)!r}, {str(TESTS.parent / 'tools')!r}]",
        "from pathlib import Path",
        "from apps.disclosure.export.from_papers import publish, publish_everything",
        *(f"publish(Path({str(paper)!r}), {slug!r})" for slug, paper in slugs.items()),
        *(["publish_everything()"] if everything else []),
    ]
    sites = {slug: out / slug for slug in (*slugs, *([EVERYTHING] if everything else []))}
    *others, last = [["export-site", slug, "-o", str(place)] for slug, place in sites.items()]
    lines += ["from prongsai.cli import run", f"assert not any(run(words) for words in {others!r})"]
    server.set_up("\n".join(lines))
    server.run(*last)
    return sites


def pages_in(site: Path) -> list[Path]:
    """Every page of a site."""
    return sorted(each for each in site.rglob("index.html"))


def longest_of_each_kind(sites: dict[str, Path]) -> list[Path]:
    """Of every kind of page in each language the longest that any of the sites has."""
    found: dict[tuple[str, ...], Path] = {}
    for site in sites.values():
        for page in pages_in(site):
            kind = _kind(page.relative_to(site).parts[:-1])
            if kind not in found or page.stat().st_size > found[kind].stat().st_size:
                found[kind] = page
    return list(found.values())


def _kind(parts: tuple[str, ...]) -> tuple[str, ...]:
    """What the folders of a page have in common with others of its kind: what stands below a list is one of many."""
    below = any(each in _LISTS for each in parts[:-1])
    return tuple("*" if _OF_ONE.search(each) or (below and each == parts[-1]) else each for each in parts)


def assert_no_wider(page: Page, files: list[Path]) -> None:
    """Nothing on these pages is wider than the screen."""
    assert page.viewport_size
    frame = "<iframe src='{}' style='border: 0; width: {width}px; height: {height}px'></iframe>"
    with TemporaryDirectory() as folder:
        for start in range(0, len(files), AT_ONCE):
            some = [each.as_uri() for each in files[start : start + AT_ONCE]]
            beside = Path(folder, "side-by-side.html")
            beside.write_text("".join(frame.format(each, **page.viewport_size) for each in some), "utf-8")
            page.goto(beside.as_uri())
            opened = page.main_frame.child_frames
            assert [each.url for each in opened] == some
            for each in opened:
                wide, seen = each.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
                assert wide <= seen == page.viewport_size["width"], f"{each.url} is {wide} px wide, on {seen}"


def assert_for_everybody(page: Page, files: list[Path]) -> None:
    """No page has a serious fault by axe, opened from the disk."""
    for file in files:
        page.goto(file.as_uri())
        assert_accessible(page)
