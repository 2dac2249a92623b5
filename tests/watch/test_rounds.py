from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from prongsai.watch import Fault, Offline, look_at_all
from prongsai.watch.manners import pause_asked
from watch.ground import FILES, FRONT, OLD, SLOW, SOFT, WWW, Ground, framed, ground
from watch.serving import Asked, Reply, page, threads_left

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with ground(tmp_path_factory.mktemp("keys")) as made:
        yield made


def well(number: int, seconds: float = 0.0) -> Reply:
    reply = page(framed("ข่าวประชาสัมพันธ์", f"<p>ข่าวของเทศบาลเรื่องที่ {number} และรายละเอียดของกิจกรรม</p>"))
    return replace(reply, seconds=seconds)


def many(it: Ground, *hosts: str, each: int = 6, seconds: float = 0.02) -> list[str]:
    return [it.put(f"/{number}", well(number, seconds), host) for number in range(each) for host in hosts]


def test_hosts_are_asked_side_by_side_and_each_one_thing_at_a_time(it: Ground) -> None:
    hosts = (WWW, FILES, OLD, FRONT)
    addresses = many(it, *hosts)
    assert {each.url for each in look_at_all(addresses, it.policy, NOW)} == set(addresses)
    seen = it.plain.seen
    assert {host: seen.most_at_once[host] for host in hosts} == dict.fromkeys(hosts, 1)
    assert seen.most_hosts_at_once > 1


def test_no_more_hosts_are_asked_at_once_than_the_policy_says(it: Ground) -> None:
    addresses = many(it, WWW, FILES, OLD, FRONT)
    list(look_at_all(addresses, replace(it.policy, side_by_side=2), NOW))
    assert it.plain.seen.most_hosts_at_once <= 2


def test_a_host_has_its_pause_between_two_requests_redirects_and_probes_included(it: Ground) -> None:
    addresses = [*many(it, WWW, each=3), it.put("/away", Reply(status=302, headers=(("Location", "/1"),)), WWW)]
    list(look_at_all(addresses, replace(it.policy, per_host_seconds=0.1), NOW))
    gaps = it.plain.seen.gaps[WWW]
    assert len(gaps) == 5  # three pages, a redirect, where it leads, one missing address
    assert min(gaps) > 0.09


def test_a_missing_address_is_asked_for_once_a_host(it: Ground) -> None:
    list(look_at_all(many(it, SOFT, each=8), it.policy, NOW))
    probes = [target for host, target in it.plain.seen.targets if "no-such-page" in target and host == SOFT]
    assert len(probes) == 1
    assert it.plain.seen.targets[SOFT, probes[0]] == 1


def test_the_same_address_is_looked_at_once(it: Ground) -> None:
    address = it.put("/a", well(1))
    assert len(list(look_at_all([address] * 5, it.policy, NOW))) == 1
    assert it.plain.seen.targets[WWW, "/a"] == 1


@pytest.mark.parametrize(
    ("bad", "tries"),
    [
        (Reply(manner="hang_up"), 3),
        (page("<h1>Bad Gateway</h1>", status=502), 3),
        (page("<h1>Busy</h1>", status=503), 3),
        (page("<h1>Late</h1>", status=504), 3),
        (page("<h1>Not here</h1>", status=404), 1),
        (page("<h1>Broken</h1>", status=500), 1),
        (page("<h1>Forbidden</h1>", status=403), 1),
    ],
)
def test_only_what_may_pass_is_tried_again(it: Ground, bad: Reply, tries: int) -> None:
    address = it.put("/a", bad)
    found = list(look_at_all([address], replace(it.policy, tries=3, backoff=0.01), NOW))
    assert found[0].is_down
    assert it.plain.seen.targets[WWW, "/a"] == tries


def test_the_next_address_of_a_host_need_not_wait_for_another_try(it: Ground) -> None:
    bad = it.put("/bad", Reply(manner="hang_up"))
    good = it.put("/good", well(1))
    found = list(look_at_all([bad, good], replace(it.policy, tries=2, backoff=0.3), NOW))
    assert [each.url for each in found] == [good, bad]


def test_a_site_that_asks_for_a_pause_gets_it_within_bounds(it: Ground) -> None:
    def busy(asked: Asked) -> Reply:
        return page("<h1>Busy</h1>", ("Retry-After", "3600"), status=429) if asked.times == 1 else well(1)

    addresses = [it.put("/busy", busy), it.put("/other", well(2))]
    began = time.monotonic()
    found = list(look_at_all(addresses, replace(it.policy, patience=0.3), NOW))
    assert [each.faults for each in found] == [(), ()]
    assert 0.3 <= time.monotonic() - began < 10
    assert it.plain.seen.gaps[WWW][0] > 0.29


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120.0),
        (" 5", 0.0),
        ("-5", 0.0),
        ("²", 0.0),
        ("soon", 0.0),
        ("", 0.0),
        ("9" * 400, 999_999_999.0),
        ("Sat, 21 Nov 2026 03:01:00 GMT", 60.0),
        ("Sat, 21 Nov 2026 03:01:00 +99999999999999999999", 0.0),
        ("Sat, 21 Nov 2026 02:00:00 GMT", 0.0),
        ("Sat, 21 Nov 2026 03:01:00", 60.0),
    ],
)
def test_reads_the_pause_that_is_asked_for(said: str, seconds: float) -> None:
    assert pause_asked(said, NOW) == seconds


def test_tells_after_each_how_many_are_done(it: Ground) -> None:
    told: list[tuple[int, int]] = []
    for _ in look_at_all(many(it, WWW, FILES, each=3), it.policy, NOW, lambda done, total: told.append((done, total))):
        pass
    assert told == [(number, 6) for number in range(1, 7)]


def test_who_stops_asking_stops_the_round(it: Ground) -> None:
    addresses = many(it, WWW, FILES, each=40, seconds=0.01)
    round_ = look_at_all(addresses, it.policy, NOW)
    next(round_)
    round_.close()  # type: ignore[attr-defined]
    asked = sum(it.plain.seen.requests.values())
    assert asked < 40
    time.sleep(0.1)
    assert sum(it.plain.seen.requests.values()) == asked
    assert threads_left() == []


def test_a_taker_who_is_slow_holds_the_round(it: Ground) -> None:
    addresses = many(it, WWW, FILES, each=30, seconds=0.0)
    round_ = look_at_all(addresses, replace(it.policy, side_by_side=2), NOW)
    next(round_)
    time.sleep(0.5)
    assert sum(it.plain.seen.requests.values()) < 15
    assert len(list(round_)) == len(addresses) - 1


def test_a_fault_of_our_own_is_not_swallowed(it: Ground) -> None:
    def broken(host: str, port: int) -> tuple[str, ...]:
        raise RuntimeError("planted")

    policy = replace(it.policy, resolve=broken)
    with pytest.raises(RuntimeError, match="planted"):
        list(look_at_all([it.put("/a", well(1))], policy, NOW))


def test_nothing_to_look_at_is_soon_done(it: Ground) -> None:
    assert list(look_at_all([], it.policy, NOW)) == []


def test_what_is_no_address_needs_no_host(it: Ground) -> None:
    found = list(look_at_all(["", "nonsense", "http://10.0.0.1/"], it.policy, NOW))
    assert sorted(each.faults for each in found) == [
        (Fault.BAD_ADDRESS,),
        (Fault.BAD_ADDRESS,),
        (Fault.PRIVATE_ADDRESS,),
    ]


def test_a_slow_host_holds_up_no_other(it: Ground) -> None:
    slow = it.put("/a", Reply(manner="silent"), SLOW[0])
    quick = many(it, WWW, FILES, each=5, seconds=0.0)
    policy = replace(it.policy, tries=1, timeout=3.0, deadline=4.0)
    order = [each.url for each in look_at_all([slow, *quick], policy, NOW)]
    assert set(order[:10]) == set(quick)


def test_a_date_asked_for_in_another_zone_is_the_same_moment() -> None:
    assert pause_asked("Sat, 21 Nov 2026 10:02:00 +0700", NOW) == timedelta(minutes=2).total_seconds()


def unknown(*hosts: str) -> list[str]:
    return [f"http://{host}/a" for host in hosts]


def test_when_nobody_answers_at_all_it_is_our_own_line(it: Ground) -> None:
    silent = [*unknown("www.one.go.th", "two.or.th"), "http://10.0.0.1/", "nonsense"]
    told: list[int] = []
    taken = look_at_all(silent, it.policy, NOW, lambda done, total: told.append(done))
    with pytest.raises(Offline) as caught:
        next(taken)
    assert told == [1, 2, 3, 4]
    assert "อินเทอร์เน็ต" in caught.value.th
    assert threads_left() == []


def test_one_answer_shows_that_the_others_are_dead(it: Ground) -> None:
    silent = unknown("www.one.go.th", "two.or.th")
    answers = [it.put("/a", page("<h1>x</h1>", status=404)), it.put("/b", Reply(manner="hang_up"))]
    for answer in answers:
        found = {each.url: each.faults for each in look_at_all([*silent, answer], it.policy, NOW)}
        assert {found[each] for each in silent} == {(Fault.DEAD,)}
        assert len(found) == 3


def test_one_owners_site_may_well_be_down_as_a_whole(it: Ground) -> None:
    silent = unknown("www.one.go.th", "one.go.th", "files.one.go.th")
    assert [each.faults for each in look_at_all(silent, it.policy, NOW)] == [(Fault.DEAD,)] * 3
