"""A web server on loopback that answers for many made-up host names, well or as badly as it is told."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What is answered. `manner`: "" well; otherwise how it goes wrong (`Server.MANNERS`)."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    manner: str = ""
    seconds: float = 0.0


def page(body: str, *headers: tuple[str, str], status: int = 200, charset: str = "utf-8") -> Reply:
    """An HTML page, said to be one."""
    return Reply(
        status=status, headers=(("Content-Type", f"text/html; charset={charset}"), *headers), body=body.encode(charset)
    )


def sent_to(where: str, status: int = 302) -> Reply:
    """A redirect; raw UTF-8 in it goes out as it is."""
    return Reply(status=status, headers=(("Location", where.encode().decode("latin-1")),))


Route = Reply | Callable[["Asked"], Reply]


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it; `times` counts the requests for the same target, this one too."""

    host: str
    target: str
    headers: Mapping[str, str]
    times: int


@dataclass
class Seen:
    """What the server counted."""

    requests: Counter[str] = field(default_factory=Counter)
    targets: Counter[tuple[str, str]] = field(default_factory=Counter)
    agents: set[str] = field(default_factory=set)
    now: Counter[str] = field(default_factory=Counter)
    most_at_once: Counter[str] = field(default_factory=Counter)
    most_hosts_at_once: int = 0
    gaps: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    ended: dict[str, float] = field(default_factory=dict)


class Server(ThreadingHTTPServer):
    """Answers by (host, path); what it does not know, by the host's `missing`."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.context = context
        self.routes: dict[tuple[str, str], Route] = {}
        self.missing: dict[str, Route] = {}
        self.seen = Seen()
        self.lock = threading.Lock()
        self.closing = threading.Event()

    def finish_request(self, request: object, client_address: object) -> None:
        if self.context is None:
            super().finish_request(request, client_address)  # type: ignore[arg-type]
            return
        request.settimeout(5)  # type: ignore[attr-defined]
        with contextlib.suppress(OSError), self.context.wrap_socket(request, server_side=True) as safe:  # type: ignore[arg-type]
            super().finish_request(safe, client_address)  # type: ignore[arg-type]

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asks may hang up; that is what is tested."""

    def begin(self, host: str, target: str, agent: str) -> int:
        with self.lock:
            seen = self.seen
            seen.requests[host] += 1
            seen.targets[host, target] += 1
            seen.agents.add(agent)
            seen.now[host] += 1
            seen.most_at_once[host] = max(seen.most_at_once[host], seen.now[host])
            seen.most_hosts_at_once = max(seen.most_hosts_at_once, sum(1 for each in seen.now.values() if each))
            if host in seen.ended:
                seen.gaps[host].append(time.monotonic() - seen.ended[host])
            return seen.targets[host, target]

    def end(self, host: str) -> None:
        with self.lock:
            self.seen.now[host] -= 1
            self.seen.ended[host] = time.monotonic()


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.close_connection = True
        host = self.headers.get("Host", "").partition(":")[0].lower()
        times = self.server.begin(host, self.path, self.headers.get("User-Agent", ""))
        reply = self._reply(Asked(host, self.path, dict(self.headers.items()), times))
        try:
            self._send(reply, host)
        except OSError:
            self.server.end(host)

    def _reply(self, asked: Asked) -> Reply:
        path = unquote(asked.target.partition("?")[0])
        route = self.server.routes.get((asked.host, path)) or self.server.missing.get(asked.host)
        if route is None:
            return page("<h1>404 Not Found</h1>", status=404)
        return route if isinstance(route, Reply) else route(asked)

    def _send(self, reply: Reply, host: str) -> None:
        if reply.manner:
            self.server.end(host)
            getattr(self, f"_send_{reply.manner}")(reply)
            return
        self.server.closing.wait(reply.seconds)
        self._head(reply, ("Content-Length", str(len(reply.body))))
        # Counted before the last byte goes out, or the next request could be seen to come too early.
        self.server.end(host)
        self.wfile.write(b"" if reply.status in {204, 304} else reply.body)

    def _head(self, reply: Reply, *more: tuple[str, str]) -> None:
        self.send_response(reply.status)
        names = {name.lower() for name, _ in reply.headers}
        for name, value in [*reply.headers, *(each for each in more if each[0].lower() not in names)]:
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()

    def _send_silent(self, _: Reply) -> None:
        self.server.closing.wait(30)

    def _send_hang_up(self, _: Reply) -> None:
        self.connection.shutdown(socket.SHUT_RDWR)

    def _send_nonsense(self, reply: Reply) -> None:
        self.wfile.write(reply.body)

    def _send_drip(self, reply: Reply) -> None:
        self._head(reply)
        self._slowly(b"<p>word</p>" * 300)

    def _send_drip_headers(self, _: Reply) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self._slowly(b"a" * 3000)

    def _slowly(self, content: bytes) -> None:
        for each in content:
            if self.server.closing.wait(0.05):
                return
            self.wfile.write(bytes([each]))
            self.wfile.flush()

    def _send_endless(self, reply: Reply) -> None:
        is_counted = any(name == "Content-Length" for name, _ in reply.headers)
        self._head(reply, *([] if is_counted else [("Transfer-Encoding", "chunked")]))
        piece = b"x" * 0x10000
        while not self.server.closing.wait(reply.seconds):
            self.wfile.write(piece if is_counted else b"10000\r\n" + piece + b"\r\n")

    def _send_chunked(self, reply: Reply) -> None:
        self._head(reply, ("Transfer-Encoding", "chunked"))
        for start in range(0, len(reply.body), 50):
            piece = reply.body[start : start + 50]
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_: object) -> None:
        """A test is quiet."""


@contextlib.contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server that runs while the body of the `with` does."""
    server = Server(context)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def closed_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def threads_left(seconds: float = 3.0) -> list[str]:
    """The threads of a look that do not end within so many seconds."""
    ends = time.monotonic() + seconds
    while (left := [each.name for each in threading.enumerate() if each.name.startswith("watch-")]) and (
        time.monotonic() < ends
    ):
        time.sleep(0.01)
    return left
