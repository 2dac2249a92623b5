"""Looking: one address from the first request to what is known of it. Facts and faults, never a verdict on an item."""

from __future__ import annotations

import hashlib
import threading
import time
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from http.cookies import CookieError, SimpleCookie

from prongsai.watch import judging
from prongsai.watch.addresses import Address, Unanswered, address_of
from prongsai.watch.asking import Answer, ask
from prongsai.watch.dates import changed_on
from prongsai.watch.digests import digest_of
from prongsai.watch.faults import Fault
from prongsai.watch.kinds import Kind, delivered, is_text, named, promised
from prongsai.watch.manners import Manners, pause_asked
from prongsai.watch.pages import Page, read_page, refresh_of
from prongsai.watch.policy import Policy

_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_TITLE = 300
_MOST_COOKIES = 20
_LONGEST_COOKIE = 4096


@dataclass(frozen=True, slots=True)
class Hop:
    """One forwarding: from where, to where, and by which status; 200 for a page that sends its reader on by itself."""

    url: str
    to: str
    status: int

    @property
    def is_permanent(self) -> bool:
        """Whether the server says that the old address is gone for good."""
        return self.status in _PERMANENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What came back when an address was looked at.

    `url` is as it was asked, `final_url` how far the hops came ("" when it is no address). `sha256` is of what is
    meant: of a file its bytes; of a page its visible words without menu, footer, scripts, digits of counters and lines
    that are only a day or an hour, so that it changes when the content does. `text` is a page's visible text, `body`
    the bytes (none when too large). `changed_on` is what the page or server says. Faults: the gravest first.

    Unit: `size` in bytes, `took_ms` in milliseconds, waiting for a turn included.
    """

    url: str
    final_url: str = ""
    hops: tuple[Hop, ...] = ()
    status: int | None = None
    content_type: str = ""
    kind: Kind = Kind.UNKNOWN
    size: int | None = None
    sha256: str = ""
    title: str = ""
    text: str = field(default="", repr=False)
    changed_on: date | None = None
    body: bytes = field(default=b"", repr=False)
    faults: tuple[Fault, ...] = ()
    took_ms: int = 0

    @property
    def is_down(self) -> bool:
        """Whether a citizen does not see what was promised."""
        return any(each.is_down for each in self.faults)

    @property
    def moved_to(self) -> str:
        """Where a permanent redirect says the address is now; "" where it has not moved."""
        return self.final_url if Fault.MOVED in self.faults else ""


def look(url: str, *, policy: Policy, now: datetime) -> Look:
    """Look at one address, once. It never raises for what a server does; what is wrong stands in `faults`."""
    return Lookout(policy).look(url, now=now)


@dataclass(slots=True)
class _Way:
    """How far one look has come: the address now asked, the hops so far, the cookies each host gave."""

    asked: Address
    address: Address
    hops: list[Hop] = field(default_factory=list)
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    spent: float = 0.0

    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.get(self.address.host, {}).items())

    def keep(self, answer: Answer) -> None:
        jar = self.cookies.setdefault(self.address.host, {})
        for line in answer.cookies[:_MOST_COOKIES]:
            try:
                given = SimpleCookie(line[:_LONGEST_COOKIE])
            except CookieError:
                continue
            jar.update({name: each.coded_value for name, each in given.items() if len(jar) < _MOST_COOKIES})


class Lookout:
    """A round of looks that share their manners and what is known of each host's answer to a missing address."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.manners = Manners(policy)
        self._missing: dict[str, tuple[Page, Address] | None] = {}
        self._probing: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def look(self, url: str, *, now: datetime) -> Look:
        """Look at one address, once."""
        began = time.monotonic()
        way: _Way | None = None
        try:
            start = address_of(url)
            way = _Way(start, start)
            found = self._judged(url, way, self._followed(way, now), now)
        except Unanswered as trouble:
            found = _unanswered(url, way, trouble.fault)
        return _timed(found, began)

    def _followed(self, way: _Way, now: datetime) -> tuple[Answer, Page | None]:
        """Ask, and follow where the answers lead.

        Raises: Unanswered.
        """
        while True:
            state = (way.address.url, way.cookie())
            if state in way.seen:
                raise Unanswered(Fault.LOOP)
            way.seen.add(state)
            answer = self._asked(way, now)
            page = _page_of(answer)
            onward = _onward(answer, page)
            if onward is None:
                return answer, page
            to = address_of(onward, way.address)
            if answer.status == 200 and to.url == way.address.url:
                return answer, page  # a page that reloads itself stays
            way.hops.append(Hop(way.address.url, to.url, answer.status))
            if len(way.hops) > self.policy.hops:
                raise Unanswered(Fault.TOO_MANY_HOPS)
            way.address = to

    def _asked(self, way: _Way, now: datetime) -> Answer:
        left = self.policy.deadline - way.spent
        if left <= 0:
            raise Unanswered(Fault.TIMEOUT)
        with self.manners.turn(way.address.host):
            began = time.monotonic()
            answer = ask(way.address, replace(self.policy, deadline=left), cookies=way.cookie())
            way.spent += time.monotonic() - began
        if answer.status in {429, 503}:
            self.manners.leave_alone(way.address.host, pause_asked(answer.header("retry-after"), now))
        way.keep(answer)
        return answer

    def _judged(self, url: str, way: _Way, came: tuple[Answer, Page | None], now: datetime) -> Look:
        answer, page = came
        content_type = answer.header("content-type")
        kind = delivered(answer.body, content_type, promised(way.asked)) if answer.body else named(content_type)
        faults = _faults_of_status(answer) or self._faults_of_content(way, answer, page, kind, now)
        if faults and judging.treats_programs_otherwise(way.address):
            faults = [Fault.HELD_OFF]
        if _has_moved(way):
            faults.append(Fault.MOVED)
        return Look(
            url=url,
            final_url=way.address.url,
            hops=tuple(way.hops),
            status=answer.status,
            content_type=content_type[:100],
            kind=kind,
            size=answer.size,
            sha256=digest_of(answer, page),
            title=(page.title or next(iter(page.headings), ""))[:_TITLE] if page else "",
            text=page.text if page else "",
            changed_on=changed_on(page, dict(answer.headers), now),
            body=b"" if answer.is_cut else answer.body,
            faults=tuple(faults),
        )

    def _faults_of_content(
        self, way: _Way, answer: Answer, page: Page | None, kind: Kind, now: datetime
    ) -> list[Fault]:
        if answer.is_cut:
            return [Fault.TOO_LARGE]
        if not answer.body.strip():
            return [Fault.EMPTY]
        faults = self._faults_of_page(way, page, now) if page else []
        if _is_page_for_file(way, answer, kind) and not {Fault.LOGIN_WALL, Fault.HELD_OFF} & set(faults):
            faults.append(Fault.PAGE_FOR_FILE)
        if _is_file_for_page(way, answer, kind):
            faults.append(Fault.FILE_FOR_PAGE)
        return faults

    def _faults_of_page(self, way: _Way, page: Page, now: datetime) -> list[Fault]:
        if judging.is_held_off(page):
            return [Fault.HELD_OFF]
        if judging.is_parked(page, way.address):
            return [Fault.PARKED]
        if judging.is_login(page, way.address, was_sent=bool(way.hops)):
            return [Fault.LOGIN_WALL]
        if judging.says_missing(page):
            return [Fault.SOFT_404]
        if judging.is_elsewhere(way.asked, way.address):
            return [Fault.ELSEWHERE]
        if judging.is_drawn_by_script(page):
            return [Fault.SCRIPT_ONLY]
        if judging.is_empty(page):
            return [Fault.EMPTY]
        return [Fault.SOFT_404] if self._is_the_missing_page(way, page, now) else []

    def _is_the_missing_page(self, way: _Way, page: Page, now: datetime) -> bool:
        if judging.is_front(way.asked):
            return False
        missing = self._missing_page(way.address, now)
        return missing is not None and judging.is_same_as_missing(page, way.address, *missing)

    def _missing_page(self, address: Address, now: datetime) -> tuple[Page, Address] | None:
        """What the host answers, without an error, for an address that surely is not there; asked once a round."""
        with self._lock:
            probing = self._probing.setdefault(address.authority, threading.Lock())
        with probing:
            if address.authority not in self._missing:
                self._missing[address.authority] = self._probed(address, now)
            return self._missing[address.authority]

    def _probed(self, address: Address, now: datetime) -> tuple[Page, Address] | None:
        name = hashlib.sha256(address.authority.encode()).hexdigest()[:12]
        probe = address_of(f"/no-such-page-{name}", address)
        way = _Way(probe, probe)
        try:
            answer, page = self._followed(way, now)
        except Unanswered:
            return None
        if answer.status != 200 or page is None or answer.is_cut:
            return None
        return page, probe


def _page_of(answer: Answer) -> Page | None:
    content_type = answer.header("content-type")
    if answer.is_cut or delivered(answer.body, content_type) is not Kind.PAGE:
        return None
    return read_page(answer.body, content_type)


def _onward(answer: Answer, page: Page | None) -> str | None:
    """Where an answer sends on, None when it stays."""
    if answer.status in _REDIRECTS:
        return answer.header("location") or None
    if page is None or answer.status != 200:
        return None
    return refresh_of(answer.header("refresh")) or page.onward or None


def _faults_of_status(answer: Answer) -> list[Fault]:
    if answer.status == 401:
        return [Fault.LOGIN_WALL]
    if answer.status == 429 or answer.header("cf-mitigated") == "challenge":
        return [Fault.HELD_OFF]
    return [] if 200 <= answer.status < 300 else [Fault.STATUS_ERROR]


def _has_moved(way: _Way) -> bool:
    moves = [each for each in way.hops if each.is_permanent]
    return any(not judging.is_same_place(address_of(each.url), address_of(each.to)) for each in moves)


def _is_page_for_file(way: _Way, answer: Answer, kind: Kind) -> bool:
    """A name that ends like a file's, before a page or a few plain words."""
    if not promised(way.asked).is_file:
        return False
    return kind is Kind.PAGE or (kind in {Kind.TEXT, Kind.OTHER} and is_text(answer.body))


def _is_file_for_page(way: _Way, answer: Answer, kind: Kind) -> bool:
    """A name that ends like a page's, or a header that says page, before the bytes of a file."""
    says_page = answer.header("content-type").lower().startswith(("text/html", "application/xhtml"))
    return kind.is_file and (promised(way.asked) is Kind.PAGE or says_page)


def _unanswered(url: str, way: _Way | None, fault: Fault) -> Look:
    if way is None:
        return Look(url=url, faults=(fault,))
    moved = (Fault.MOVED,) if _has_moved(way) else ()
    return Look(url=url, final_url=way.address.url, hops=tuple(way.hops), faults=(fault, *moved))


def _timed(found: Look, began: float) -> Look:
    return replace(found, took_ms=round((time.monotonic() - began) * 1000))
