"""Addresses: one spelling of each, and which of them anybody may be sent to.

The guard works on what is connected to, not on what is written: a name is resolved once, every address it has is
held against the rules, and the connection goes to one of exactly those (no second look-up that could answer
otherwise: "DNS rebinding"). The same holds for every hop of a redirect.

Traps. `ipaddress` calls multicast, 192.0.0.0/24, 6to4 (2002::/16), NAT64 (64:ff9b::/96), site-local (fec0::/10) and
IPv4-compatible addresses global, whatever lies inside them: what is embedded is unwrapped and judged, the rest closed;
two clouds keep their machines' secrets at addresses that look public. Browsers read ``0x7f.1``, ``017700000001`` and
``2130706433`` as 127.0.0.1, full-width digits as digits, and a backslash as a slash; so do we, lest the guard and the
browser see two different hosts. A name without a dot is looked up in the machine's own domain.
"""

from __future__ import annotations

import ipaddress
import re
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit

from prongsai.watch.faults import Fault
from prongsai.watch.policy import Policy

LONGEST = 4000
PORTS = {"http": 80, "https": 443}

_INSIDE = ("localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_CLOSED = tuple(
    ipaddress.ip_network(each)
    for each in (
        *("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32"),  # the last is the inside of one of the clouds
        *("64:ff9b:1::/48", "fec0::/10", "5f00::/16", "100::/64", "3fff::/20"),
    )
)
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_QUERY_SAFE = _PATH_SAFE + "?[]|"

_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class Unanswered(Exception):  # noqa: N818 - an answer that did not come, not an error of ours
    """No answer worth reading came back; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Address:
    """An address in its one spelling: lower case, punycode, numbers as dotted IPv4, everything else percent-encoded."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and, where it is not the usual one, port, as a Host header says them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def path(self) -> str:
        """The path, decoded, without the query."""
        return unquote(self.target.partition("?")[0])

    @property
    def query(self) -> str:
        """The query, as it is sent."""
        return self.target.partition("?")[2]


def address_of(url: str, base: Address | None = None) -> Address:
    """The address that a text names, joined to `base` where it is relative; the fragment goes.

    Raises: Unanswered with `bad_address` for what is no web address, names a user, or has a host nobody can have.
    """
    try:
        parts = urlsplit(urljoin(base.url if base else "", _as_browsers_read(url)))
        port = parts.port
    except ValueError:
        raise Unanswered(Fault.BAD_ADDRESS) from None
    scheme = parts.scheme.lower()
    if scheme not in PORTS or not parts.hostname or "@" in parts.netloc or len(url) > LONGEST:
        raise Unanswered(Fault.BAD_ADDRESS)
    if "[" in parts.netloc and ":" not in parts.hostname:
        raise Unanswered(Fault.BAD_ADDRESS)
    target = quote(parts.path or "/", safe=_PATH_SAFE)
    if parts.query:
        target += "?" + quote(parts.query, safe=_QUERY_SAFE)
    return Address(scheme, host_of(parts.hostname), PORTS[scheme] if port is None else port, target)


def _as_browsers_read(url: str) -> str:
    head, mark, query = url.strip().partition("?")
    return head.replace("\\", "/") + mark + query


def host_of(text: str) -> str:
    """A host in its one spelling: punycode, lower case, no final dot, dotted IPv4, shortest IPv6 without its zone.

    Raises: Unanswered with `bad_address` for what cannot be a host.
    """
    text = unquote(text)
    if ":" in text:
        return _ipv6(text.partition("%")[0])
    try:
        host = text.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise Unanswered(Fault.BAD_ADDRESS) from None
    host = host.removesuffix(".")
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        return _ipv4(host)
    if len(host) > 253 or not _HOST.fullmatch(host):
        raise Unanswered(Fault.BAD_ADDRESS)
    return host


def _ipv6(text: str) -> str:
    try:
        return str(ipaddress.IPv6Address(text))
    except ValueError:
        raise Unanswered(Fault.BAD_ADDRESS) from None


def _ipv4(host: str) -> str:
    labels = host.split(".")
    if len(labels) > 4 or not all(_NUMBER.fullmatch(each) for each in labels):
        raise Unanswered(Fault.BAD_ADDRESS)
    try:
        *heads, last = (_number(each) for each in labels)
        packed = sum(head << 8 * (3 - place) for place, head in enumerate(heads)) + last
        if any(head > 255 for head in heads) or last >= 256 ** (4 - len(heads)):
            raise ValueError(host)
        return str(ipaddress.IPv4Address(packed))
    except ValueError:
        raise Unanswered(Fault.BAD_ADDRESS) from None


def _number(label: str) -> int:
    if label.startswith("0x"):
        return int(label[2:] or "0", 16)
    return int(label, 8) if label.startswith("0") and len(label) > 1 else int(label)


def is_public(ip: str) -> bool:
    """Whether an IP address, and whatever IPv4 address is wrapped in it, is one of the public internet."""
    address = _unwrapped(ipaddress.ip_address(ip.partition("%")[0]))
    if address.is_multicast or address.is_reserved or any(address in network for network in _CLOSED):
        return False
    return address.is_global


def _unwrapped(address: _Ip) -> _Ip:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour or address
    if address in _NAT64 or int(address) >> 32 == 0:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def places_of(address: Address, policy: Policy) -> tuple[str, ...]:
    """The IP addresses to connect to, each held against the rules; one that is not public closes the whole name.

    Raises: Unanswered with `private_address`, `odd_port` or `dead` (nobody knows the name).
    """
    is_allowed = (address.host, address.port) in policy.allowed
    ip = _as_ip(address.host)
    if not is_allowed and (_is_inside(address.host) if ip is None else not is_public(ip)):
        raise Unanswered(Fault.PRIVATE_ADDRESS)
    if not is_allowed and address.port not in PORTS.values():
        raise Unanswered(Fault.ODD_PORT)
    places = (ip,) if ip else _resolved(address, policy)
    if not is_allowed and not all(is_public(each) for each in places):
        raise Unanswered(Fault.PRIVATE_ADDRESS)
    return places


def _as_ip(host: str) -> str | None:
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return None


def _is_inside(host: str) -> bool:
    return "." not in host or any(host == each or host.endswith(f".{each}") for each in _INSIDE)


def _resolved(address: Address, policy: Policy) -> tuple[str, ...]:
    """Asked in a thread of its own: the system's resolver knows no time limit."""
    answer: Future[tuple[str, ...]] = Future()

    def ask() -> None:
        try:
            answer.set_result(policy.resolve(address.host, address.port))
        except BaseException as trouble:
            answer.set_exception(trouble)

    threading.Thread(target=ask, daemon=True, name="watch-resolve").start()
    try:
        found = tuple(str(ipaddress.ip_address(each)) for each in answer.result(policy.timeout))
    except TimeoutError:
        raise Unanswered(Fault.TIMEOUT) from None
    except (OSError, ValueError):
        raise Unanswered(Fault.DEAD) from None
    if not found:
        raise Unanswered(Fault.DEAD)
    # IPv4 first: many an office has no way out by IPv6, and finds out slowly.
    return tuple(sorted(found, key=lambda each: ":" in each))


def registrable(host: str) -> str:
    """The part of a host name that somebody registered: three labels under ``go.th``, ``or.th``, ``co.uk``, else two.

    Near enough without the public suffix list: a second label of at most three letters under a country is a suffix.
    """
    labels = host.split(".")
    if _as_ip(host) or len(labels) < 3:
        return host
    is_suffix = len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if is_suffix else -2 :])
