from __future__ import annotations

import gzip
import os
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from prongsai.watch import Fault, Look, Policy, look
from watch.ground import NAME, OLD, SLOW, THAI, THAI_CODE, WWW, Ground, framed, ground
from watch.serving import Asked, Reply, page, sent_to, threads_left

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
HTML = ("Content-Type", "text/html; charset=utf-8")
WELL = framed("แผนพัฒนาท้องถิ่น", "<p>เทศบาลเผยแพร่แผนพัฒนาท้องถิ่นประจำปีงบประมาณ พ.ศ. 2568</p>")


@pytest.fixture(scope="module")
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with ground(tmp_path_factory.mktemp("keys")) as made:
        yield made


def looked(it: Ground, reply: Reply, path: str = "/a", **changes: object) -> Look:
    return look(it.put(path, reply), policy=replace(it.policy, **changes), now=NOW)  # type: ignore[arg-type]


def test_tells_what_came(it: Ground) -> None:
    content = b"%PDF-1.7 a report"
    headers = (("Content-Type", "application/pdf"), ("Last-Modified", "Tue, 26 Nov 2024 20:00:00 GMT"))
    it.put("/หมวด/รายงาน.pdf", Reply(headers=headers, body=content))
    address = it.put("/a", sent_to("/หมวด/รายงาน.pdf"))
    found = look(address, policy=it.policy, now=NOW)
    assert (found.url, found.status, found.content_type, found.size) == (address, 200, "application/pdf", len(content))
    assert found.final_url == it.at("/หมวด/รายงาน.pdf")
    assert [(each.url, each.to, each.status) for each in found.hops] == [(address, found.final_url, 302)]
    assert (found.body, found.faults, found.is_down, found.moved_to) == (content, (), False, "")
    assert found.changed_on == date(2024, 11, 27)  # in Thailand
    assert len(found.sha256) == 64


def test_the_name_is_resolved_once_a_request_and_the_answer_connected_to(it: Ground) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        return ("127.0.0.1",) if asked == [host] else ("192.0.2.1",)

    it.put("/once", page(WELL))
    found = look(f"http://{WWW}:{it.port}/once", policy=replace(it.policy, resolve=resolve), now=NOW)
    assert found.status == 200
    assert asked[0] == WWW
    assert it.plain.seen.targets[WWW, "/once"] == 1


def test_a_second_answer_of_the_resolver_is_held_against_the_rules_too(it: Ground) -> None:
    answers = [("127.0.0.1",), ("10.0.0.1",)]
    address = it.put("/rebind", sent_to(f"http://public.{NAME}/inside"))
    found = look(address, policy=replace(it.policy, resolve=lambda host, port: answers.pop(0)), now=NOW)
    assert found.faults == (Fault.PRIVATE_ADDRESS,)
    assert answers == []


def test_asks_as_itself_with_the_name_and_nothing_of_ours(it: Ground) -> None:
    seen: list[Asked] = []

    def reply(asked: Asked) -> Reply:
        seen.append(asked)
        return page(WELL)

    it.put("/ask", reply, THAI_CODE)
    look(f"http://{THAI}:{it.port}/ask?q=ก", policy=it.policy, now=NOW)
    headers = seen[0].headers
    assert headers["Host"] == f"{THAI_CODE}:{it.port}"
    assert "Prongsai" in headers["User-Agent"]
    assert not {"Referer", "Authorization", "Cookie"} & set(headers)
    assert seen[0].target == "/ask?q=%E0%B8%81"


def test_proxies_of_the_environment_are_not_asked(it: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{it.dead_port}")
    assert looked(it, page(WELL)).status == 200


def test_cookies_go_back_to_the_host_that_gave_them_alone(it: Ground) -> None:
    seen: dict[str, str] = {}

    def reply(asked: Asked) -> Reply:
        seen[asked.host] = asked.headers.get("Cookie", "")
        return page(WELL)

    it.put("/kept", reply)
    it.put("/kept", reply, OLD)
    set_cookie = tuple(("Set-Cookie", f"c{number}=v{number}; Path=/") for number in range(50))
    broken = (("Set-Cookie", 'x="a\\012b"'), ("Set-Cookie", "\x7f=;;"))
    for host in (WWW, OLD):
        away = Reply(status=302, headers=(("Location", it.at("/kept", host)), *set_cookie, *broken))
        assert looked(it, away, f"/to/{host}").status == 200
    assert seen[WWW].startswith("c0=v0; c1=v1")
    assert seen[WWW].count("=") <= 20
    assert seen[OLD] == ""


def test_a_bomb_is_given_up_before_it_unfolds(it: Ground) -> None:
    inner = gzip.compress(b"0" * 200_000_000, 9)
    twice = gzip.compress(inner, 9)
    for body, packing in ((inner, "gzip"), (twice, "gzip, gzip"), (zlib.compress(b"0" * 100_000_000, 9), "deflate")):
        tracemalloc.start()
        found = looked(it, Reply(headers=(HTML, ("Content-Encoding", packing)), body=body), deadline=20.0)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found.faults == (Fault.TOO_LARGE,)
        assert (found.body, found.sha256) == (b"", "")
        assert peak < 30_000_000


def test_an_endless_chain_of_packings_is_no_answer(it: Ground) -> None:
    headers = (HTML, ("Content-Encoding", ", ".join(["gzip"] * 50)))
    assert looked(it, Reply(headers=headers, body=gzip.compress(b"a"))).is_down


def test_an_answer_as_large_as_may_be_is_read_and_one_byte_more_is_not(it: Ground) -> None:
    body = b"%PDF-1.7" + b"0" * 992
    pdf = ("Content-Type", "application/pdf")
    for manner in ("", "chunked"):
        assert looked(it, Reply(headers=(pdf,), body=body, manner=manner), largest=1000).body == body
        too_large = looked(it, Reply(headers=(pdf,), body=body, manner=manner), largest=999)
        assert (too_large.faults, too_large.body) == ((Fault.TOO_LARGE,), b"")
    assert looked(it, Reply(headers=(pdf, ("Content-Length", "70000")), body=body), largest=999).size == 70_000


@pytest.mark.parametrize("manner", ["drip", "drip_headers", "silent"])
def test_a_server_that_drips_is_given_up_at_the_deadline(it: Ground, manner: str) -> None:
    address = it.put("/slow", Reply(headers=(HTML,), manner=manner), SLOW[0])
    began = time.monotonic()
    found = look(address, policy=replace(it.policy, timeout=0.5, deadline=0.7), now=NOW)
    assert found.faults == (Fault.TIMEOUT,)
    assert time.monotonic() - began < 5
    assert threads_left() == []


def test_the_deadline_holds_for_all_hops_together(it: Ground) -> None:
    for step in range(5):
        it.put(f"/late/{step}", replace(sent_to(f"{step + 1}"), seconds=0.4))
    it.put("/late/5", page(WELL))
    found = look(it.at("/late/0"), policy=replace(it.policy, timeout=1.0, deadline=1.0), now=NOW)
    assert found.faults == (Fault.TIMEOUT,)
    assert 0 < len(found.hops) < 4
    assert look(it.at("/late/0"), policy=replace(it.policy, deadline=30.0), now=NOW).faults == ()


@pytest.mark.parametrize("counted", [(), (("Content-Length", "900000000"),)])
def test_what_comes_steadily_but_not_in_time_is_large_and_not_silent(
    it: Ground, counted: tuple[tuple[str, str], ...]
) -> None:
    steady = Reply(headers=(("Content-Type", "application/pdf"), *counted), manner="endless", seconds=0.005)
    found = looked(it, steady, "/steady.pdf", largest=10**9, deadline=1.5)
    assert (found.faults, found.body) == ((Fault.TOO_LARGE,), b"")


def test_a_resolver_that_never_answers_is_given_up(it: Ground) -> None:
    never = threading.Event()

    def resolve(host: str, port: int) -> tuple[str, ...]:
        never.wait(20)
        raise OSError(host)

    found = look(f"http://{WWW}:{it.port}/", policy=replace(it.policy, resolve=resolve, timeout=0.2), now=NOW)
    never.set()
    assert found.faults == (Fault.TIMEOUT,)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\r\n\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"HTTP/9.9 200 OK\r\nContent-Length: -5\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nabcde",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabc",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
        b"HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe\x00\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
        os.urandom(5000),
    ],
)
def test_no_answer_however_hostile_makes_it_stumble(it: Ground, said: bytes) -> None:
    found = looked(it, Reply(manner="nonsense", body=said))
    assert found.is_down
    assert found.body in {b"", b"<h1>404 Not Found</h1>"}  # a redirect to nonsense leads nowhere


def test_strange_words_in_headers_are_only_words(it: Ground) -> None:
    headers = (
        ("Content-Type", "text/html; charset=hex; charset=" + "x" * 500),
        ("Last-Modified", "sometime\x85"),
        ("Date", "Tue, 99 Foo 2024"),
        ("Retry-After", "\xb2"),
        ("Set-Cookie", "a" * 9000),
        ("Refresh", "999999999999; url=http://10.0.0.1/"),
    )
    found = looked(it, Reply(headers=headers, body=WELL.encode()))
    assert (found.faults, found.changed_on) == ((), None)
    assert len(found.content_type) <= 100


def test_what_is_kept_of_a_page_fits_any_database(it: Ground) -> None:
    body = "<title>&#0;ข่าว&#xD800;\0</title><h1>a\0b&#0;</h1><p>" + "ก" * 9000
    headers = (("Content-Type", "text/html\x00; charset=utf-8\x01"),)
    found = looked(it, Reply(headers=headers, body=body.encode()), "/" + "a" * 3000)
    for kept in (found.title, found.text, found.content_type, found.final_url, *map(str, found.hops)):
        assert "\0" not in kept
        kept.encode()
    assert len(found.title) <= 300
    huge = looked(it, Reply(headers=(HTML, ("Content-Length", "9" * 17)), body=b"a" * 5000), largest=999)
    assert huge.size is None or huge.size < 10**16


def test_the_certificate_is_held_against_the_name_not_the_place(it: Ground) -> None:
    address = it.put_safely("good", "/s", page(WELL))
    assert look(address, policy=it.policy, now=NOW).faults == ()
    by_number = f"https://127.0.0.1:{it.safe['good'].server_port}/s"
    allowed = it.policy.allowed | {("127.0.0.1", it.safe["good"].server_port)}
    assert look(by_number, policy=replace(it.policy, allowed=allowed), now=NOW).faults == (Fault.TLS_OTHER_NAME,)
    assert look(address, policy=replace(it.policy, issuers=""), now=NOW).is_down is False
    assert look(address, policy=replace(it.policy, issuers=""), now=NOW).faults == (Fault.TLS_INCOMPLETE,)


def test_moves_name_where_to_and_spellings_are_no_move(it: Ground, tmp_path: Path) -> None:
    it.put("/new", page(WELL))
    moved = looked(it, sent_to("/new", 301))
    assert (moved.faults, moved.moved_to, moved.is_down) == ((Fault.MOVED,), it.at("/new"), False)
    it.put("/same/", page(WELL))
    same = looked(it, sent_to(it.at("/same/"), 301), "/same")
    assert (same.faults, len(same.hops)) == ((), 1)


def test_every_fault_says_in_two_languages_what_to_do() -> None:
    for fault in Fault:
        assert any("ก" <= letter <= "๛" for letter in fault.th)
        assert not any("ก" <= letter <= "๛" for letter in fault.en)
        assert "ให้" in fault.th
        assert ";" in fault.en
    assert len({fault.th for fault in Fault}) == len({fault.en for fault in Fault}) == len(Fault)


def test_the_defaults_are_polite() -> None:
    assert Policy().per_host_seconds >= 1
    assert Policy().allowed == frozenset()
