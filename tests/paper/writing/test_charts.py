"""Charts and QR codes as pictures: what they show, and that they are the same everywhere."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
import segno
from lxml import etree
from PIL import Image

from prongsai.paper.writing.charts import bars_png, bars_svg, drawn
from prongsai.paper.writing.codes import code_png
from prongsai.paper.writing.manuscript import Bar, Bars

CHART = Bars(
    "ตัวชี้วัดที่ 4 ต่ำสุด & ต้องแก้ <ก่อน>",
    (
        Bar("ตัวชี้วัดที่ 1", 92.5, "92.50", 90, "IIT"),
        Bar("ตัวชี้วัดที่ 4", 50, "50.00", None, "IIT"),
        Bar("ตัวชี้วัดที่ 9", 100, "100.00"),
    ),
    description="คะแนนสามตัวชี้วัด",
)
SVG = "{http://www.w3.org/2000/svg}"


def rectangles(chart: Bars) -> list[tuple[float, float]]:
    """Width and height of every bar, from the top."""
    return [
        (float(each.get("width")), float(each.get("height")))
        for each in etree.fromstring(bars_svg(chart)).iter(f"{SVG}rect")
    ]


def texts(chart: Bars) -> list[str]:
    return [each.text for each in etree.fromstring(bars_svg(chart)).iter(f"{SVG}text")]


def test_a_bar_is_as_long_as_its_points() -> None:
    (long, _), (earlier, _), (half, _), (whole, _) = rectangles(CHART)
    assert half == pytest.approx(whole / 2, abs=0.1)
    assert long == pytest.approx(whole * 0.925, abs=0.1)
    assert earlier == pytest.approx(whole * 0.9, abs=0.1)


def test_last_years_value_is_a_thinner_mark() -> None:
    assert rectangles(CHART)[1][1] < rectangles(CHART)[0][1]


def test_values_labels_groups_and_thresholds_are_told_in_words() -> None:
    assert texts(CHART) == [
        "85", "95", "IIT", "ตัวชี้วัดที่ 1", "92.50", "ตัวชี้วัดที่ 4", "50.00", "ตัวชี้วัดที่ 9", "100.00",
    ]  # fmt: skip


def test_thresholds_follow_the_digits_of_the_values() -> None:
    assert texts(replace(CHART, bars=(Bar("ก", 50, "๕๐.๐๐"),)))[:2] == ["๘๕", "๙๕"]


def test_the_drawing_says_what_it_shows_to_whoever_cannot_see_it() -> None:
    root = etree.fromstring(bars_svg(CHART))
    assert (root.get("role"), root.get("aria-label")) == ("img", CHART.title)
    assert root.findtext(f"{SVG}title") == CHART.title
    assert root.findtext(f"{SVG}desc") == CHART.description


def test_a_long_label_is_broken_between_words_and_loses_nothing() -> None:
    label = "การปฏิบัติหน้าที่ตามกฎหมายและระเบียบที่เกี่ยวข้อง" * 4
    lines = texts(Bars("ก", (Bar(label, 10, "10"),)))[2:-1]
    assert len(lines) > 2
    assert "".join(lines) == label


@pytest.mark.parametrize("points", [-5, 0, 100, 250, float("inf")])
def test_no_bar_leaves_the_scale(points: float) -> None:
    assert 0 <= rectangles(Bars("ก", (Bar("ก", points, "?"),)))[0][0] <= 1600


def test_hostile_words_stay_words() -> None:
    hostile = "</text><script>alert(1)</script>\x00&\ud800"
    chart = Bars(hostile, (Bar(hostile, 1, hostile, 2, hostile),), description=hostile)
    assert not list(etree.fromstring(bars_svg(chart)).iter(f"{SVG}script"))
    assert bars_png(chart).startswith(b"\x89PNG")


def test_the_picture_is_the_same_twice_and_as_wide_as_a_page_needs() -> None:
    assert bars_png(CHART) == bars_png(CHART)
    with Image.open(io.BytesIO(bars_png(CHART))) as shown:
        assert shown.width == 1260


def test_an_empty_chart_is_drawn_all_the_same() -> None:
    assert bars_png(Bars("ก", ())).startswith(b"\x89PNG")


def test_what_is_no_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be drawn"):
        drawn(b"<svg nonsense")


@pytest.mark.parametrize(
    "address", ["https://prongsai.example/verify/7F3K-Q2", "https://prongsai.example/" + "ก" * 300]
)
def test_a_code_has_the_very_modules_of_its_address(address: str) -> None:
    with Image.open(io.BytesIO(code_png(address))) as shown:
        shown.load()
        dots = shown.convert("L").tobytes()
    modules = [bit for row in segno.make(address, error="m", micro=False).matrix_iter(8, 4) for bit in row]
    assert [dot == 0 for dot in dots] == [bool(bit) for bit in modules]
