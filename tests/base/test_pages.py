"""The visitor that looks at every page sees what is planted."""

import pytest
from django.db import connection
from django.template import Context, Template

from pages import faults_in, refuse_while_drawing
from prongsai.base.models import Agency

GOOD = """<!doctype html><html lang="th"><head><title>ผล · โปร่งใส</title></head><body><h1>ผล</h1>
<form method="post"><input type="hidden" name="csrfmiddlewaretoken"><label for="a">A</label><input id="a"></form>
</body></html>"""


def test_a_good_page_has_no_fault() -> None:
    assert faults_in(GOOD) == []


@pytest.mark.parametrize(
    ("whole", "planted", "fault"),
    [
        (' lang="th"', "", "no language"),
        ("<h1>ผล</h1>", "", "0 h1"),
        ("<h1>ผล</h1>", "<h1>ผล</h1><h1>ผล</h1>", "2 h1"),
        ("<h1>ผล</h1>", "<h1>อื่น</h1>", "does not say the heading"),
        ("<h1>ผล</h1>", '<h1 id="a">ผล</h1>', "id a 2 times"),
        ('<label for="a">A</label>', "", "has no label"),
        ('for="a"', 'for="b"', "for=b finds nothing"),
        ("<h1>ผล</h1>", '<h1>ผล</h1><a href="#x">x</a>', "link to #x"),
        ("<h1>ผล</h1>", '<h1 onclick="x()">ผล</h1>', "onclick"),
        ("<h1>ผล</h1>", '<h1 style="color: red">ผล</h1>', "style"),
        ("<h1>ผล</h1>", "<h1>ผล</h1><script>x()</script>", "inline script"),
        ("<h1>ผล</h1>", "<h1>ผล</h1><style>p {}</style>", "inline style"),
        ('<input type="hidden" name="csrfmiddlewaretoken">', "", "without its token"),
    ],
)
def test_a_planted_fault_is_seen(whole: str, planted: str, fault: str) -> None:
    found = faults_in(GOOD.replace(whole, planted, 1))
    assert any(fault in each for each in found), found


def test_a_part_of_a_page_needs_no_head() -> None:
    assert faults_in('<div id="x"><p>y</p></div>') == []
    assert faults_in('<p id="x"></p><p id="x"></p>') == ["id x 2 times"]


@pytest.mark.django_db
def test_a_template_that_asks_the_database_is_stopped() -> None:
    page = Template("{% for each in agencies %}{{ each }}{% endfor %}")
    with connection.execute_wrapper(refuse_while_drawing):
        page.render(Context({"agencies": list(Agency.objects.all())}))
        with pytest.raises(AssertionError, match="asked the database"):
            page.render(Context({"agencies": Agency.objects.all()}))
