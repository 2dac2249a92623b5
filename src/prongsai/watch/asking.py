"""Asking: one GET of one address, bounded in bytes and in time, from the very machine that was checked.

Traps. A read timeout bounds each silence, not the sum: a server that drips a byte a second holds a reader for days,
in the TLS handshake, in the headers or in the body. So a timer shuts the connection at the deadline; it holds a
duplicate of the socket, because the TLS layer takes the first one over. Proxies of the environment are not used: a
proxy would resolve the name again, and what was checked would not be what is connected to. A body is unpacked piece
by piece and given up at the bound, so that a few kilobytes cannot swell to gigabytes.
"""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException

from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from prongsai.watch.addresses import Address, Unanswered, places_of
from prongsai.watch.faults import Fault
from prongsai.watch.policy import Policy
from prongsai.watch.trust import fault_of, trust

CHUNK = 65_536
MOST_PLACES = 3
"""How many IP addresses of one name are tried."""
STEADY = 1_000_000
"""Bytes after which an answer that is not through at the deadline is large for its line, not silent."""
_DIGITS_OF_A_LENGTH = 16
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
"""Letters that no database wants."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from one address. `size` is what the server announced, or what was read; `is_cut` = too large.

    Header names are in lower case. Unit: bytes, after unpacking.
    """

    address: Address
    status: int
    headers: Mapping[str, str]
    cookies: tuple[str, ...]
    body: bytes
    size: int
    is_cut: bool

    def header(self, name: str) -> str:
        """A header as text, "" where there is none; raw UTF-8, which HTTP forbids and sites send, is read."""
        raw = _CONTROL.sub("", self.headers.get(name, ""))
        try:
            return raw.encode("latin-1").decode("utf-8").strip()
        except UnicodeError:
            return raw.strip()


def ask(address: Address, policy: Policy, *, cookies: str = "") -> Answer:
    """GET an address.

    Raises: Unanswered when the guard forbids it or no whole answer comes.
    """
    places = places_of(address, policy)
    ends = time.monotonic() + policy.deadline
    with _shut_at(ends) as line:
        try:
            line.open(address, places[:MOST_PLACES], policy)
            answer = _answer(address, line, policy, cookies)
        except (OSError, HTTPException, HTTPError, ValueError) as trouble:
            raise Unanswered(_fault_of(trouble, ends, line)) from None
        if line.was_shut and not answer.is_cut:
            # A body of no announced length seems to end well when the line is shut.
            raise Unanswered(Fault.TIMEOUT)
        return answer


def _fault_of(trouble: Exception, ends: float, line: _Line) -> Fault:
    if time.monotonic() >= ends or _is_timeout(trouble):
        return Fault.TIMEOUT
    if not line.is_open:
        return fault_of(trouble) if isinstance(trouble, ssl.SSLError) else Fault.DEAD
    return Fault.GARBLED


def _is_timeout(trouble: BaseException) -> bool:
    """Whether a silence lies at the bottom of it; urllib3 wraps what it meets."""
    return any(isinstance(each, TimeoutError) or "timed out" in str(each) for each in (trouble, trouble.__cause__))


class _Line:
    """One connection, and the duplicate by which it is shut from outside. `is_open` once both sides have agreed."""

    def __init__(self, ends: float) -> None:
        self.ends = ends
        self.is_open = False
        self.was_shut = False
        self.socket: socket.socket | None = None
        self._twin: socket.socket | None = None
        self._lock = threading.Lock()

    def open(self, address: Address, places: tuple[str, ...], policy: Policy) -> None:
        """Connect to the first place that answers, and shake hands where the scheme asks for it."""
        plain = self._connected(address.port, places, policy)
        with self._lock:
            self._twin = plain.dup()
        self.socket = plain  # so that a handshake that fails leaves nothing open
        if address.scheme == "https":
            self.socket = trust(policy.issuers).wrap_socket(plain, server_hostname=address.host)
        self.is_open = True

    def _connected(self, port: int, places: tuple[str, ...], policy: Policy) -> socket.socket:
        trouble: OSError = ConnectionError("no place to connect to")
        for place in places:
            left = self.ends - time.monotonic()
            try:
                return socket.create_connection((place, port), timeout=max(0.001, min(policy.timeout, left)))
            except OSError as error:
                trouble = error
        raise trouble

    def shut(self) -> None:
        """End it, whatever another thread is doing with it."""
        with self._lock:
            if self._twin is not None:
                self.was_shut = True
                with contextlib.suppress(OSError):
                    self._twin.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Give both handles back."""
        with self._lock:
            for each in (self.socket, self._twin):
                if each is not None:
                    each.close()
            self.socket = self._twin = None


@contextlib.contextmanager
def _shut_at(ends: float) -> Iterator[_Line]:
    line = _Line(ends)
    timer = threading.Timer(max(0.0, ends - time.monotonic()), line.shut)
    timer.daemon = True
    timer.name = "watch-deadline"
    timer.start()
    try:
        yield line
    finally:
        timer.cancel()
        line.close()


def _answer(address: Address, line: _Line, policy: Policy, cookies: str) -> Answer:
    connection = HTTPConnection(address.host, address.port, timeout=policy.timeout)
    connection.sock = line.socket
    headers = {
        "Host": address.authority,
        "User-Agent": policy.agent,
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Language": "th,en;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    if cookies:
        headers["Cookie"] = cookies
    connection.request("GET", address.target, headers=headers, preload_content=False)
    response = connection.getresponse()
    try:
        body, is_cut = _body(response, policy.largest, line)
    finally:
        response.close()
    size = (_announced(response) or len(body)) if is_cut else len(body)
    return Answer(
        address,
        response.status,
        {name.lower(): value for name, value in response.headers.items()},
        tuple(response.headers.getlist("Set-Cookie")),
        body,
        size,
        is_cut,
    )


def _announced(response: BaseHTTPResponse) -> int:
    """The length that a server announces; 0 where it says none that can be true."""
    said = response.headers.get("Content-Length", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < _DIGITS_OF_A_LENGTH else 0


def _body(response: BaseHTTPResponse, most: int, line: _Line) -> tuple[bytes, bool]:
    if _announced(response) > most:
        return b"", True
    pieces: list[bytes] = []
    size = 0
    while size <= most:
        try:
            piece = response.read(min(CHUNK, most + 1 - size), decode_content=True)
        except (OSError, HTTPException, HTTPError):
            if line.was_shut and size >= STEADY:
                break
            raise
        if not piece:
            return b"".join(pieces), line.was_shut and size >= STEADY
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)[:most], True
