"""How we look: bounds, manners, and which addresses are allowed though they are not public."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass

Resolver = Callable[[str, int], tuple[str, ...]]
"""From a host name and port to its IP addresses in the order to try them; raises OSError for a name nobody knows."""


def by_system(host: str, port: int) -> tuple[str, ...]:
    """The addresses that the machine's own resolver names, each once.

    Raises: OSError when the name is not known or nobody answers.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Bounds and manners of looking. The defaults suit a daily round over the links of an agency.

    `allowed` names exact (host, port) pairs that may be looked at though private or on another port: an intranet, a
    test. Hosts are written as `addresses.Address.host` writes them. `timeout` bounds each silence, `deadline` all
    answers of one look together, so that a server which drips a byte a second is given up. `tries` counts every try
    of what failed in passing; between them lies `backoff`, doubled each time. A server that names its own pause
    (Retry-After) is obeyed up to `patience`. `agent` names us; its beginning is what programs send that do not want
    to be taken for broken ones. `issuers` are PEM certificates trusted beside the usual ones (an intranet's own
    authority).

    Unit: `largest` in bytes after unpacking; all times in seconds.
    """

    allowed: frozenset[tuple[str, int]] = frozenset()
    largest: int = 30_000_000
    timeout: float = 15.0
    deadline: float = 60.0
    hops: int = 8
    per_host_seconds: float = 2.0
    side_by_side: int = 4
    tries: int = 3
    backoff: float = 20.0
    patience: float = 60.0
    agent: str = "Mozilla/5.0 (compatible; Prongsai; checks the links of an agency's own open-data page)"
    issuers: str = ""
    resolve: Resolver = by_system
