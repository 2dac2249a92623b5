"""Start the web, its worker and its clock on this machine, and stop them together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from types import FrameType

from prongsai.core.errors import Problem

HOST = "127.0.0.1"
"""Nothing else is ever bound: a larger site puts a proxy that ends TLS in front."""

STARTED_WITHIN_SECONDS, PATIENCE_SECONDS = 90, 30
THREADS = "4"
UNCHECKED = "--skip-checks"
"""Django's checks are of the code: they load every screen into programs that show none, for twice the time to start."""
FIRST_PAGE = "/words/"
"""Asked for before anybody is told that the site is ready; whatever its status, it was answered."""
DONE, FELL = 0, 2


def up(port: int) -> int:
    """Migrate, print a set-up link when nobody administers this installation yet, and serve until stopped.

    Raises: Problem when the port is taken or the web does not start.
    """
    _refuse_taken(port)
    os.environ.setdefault("PRONGSAI_ADDRESS", f"http://{HOST}:{port}")
    _prepare()
    return _serve(port, _set_up_lines(port))


def demo(port: int) -> int:
    """Serve the sample agencies from a folder that is gone at the end.

    Raises: Problem when the port is taken or the web does not start.
    """
    _refuse_taken(port)
    with tempfile.TemporaryDirectory(prefix="prongsai-demo-") as folder:
        os.environ.update(PRONGSAI_DATA_DIR=folder, PRONGSAI_DATABASE="", PRONGSAI_MAIL="")
        os.environ["PRONGSAI_ADDRESS"] = f"http://{HOST}:{port}"
        _prepare()
        from prongsai.site import demo as samples

        return _serve(port, samples.fill())


def manage(*words: str) -> int:
    """Run one of Django's own commands, with that command's own exit codes.

    Raises: Problem when there is no such command, the database does not answer or a setting makes no sense.
    """
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError
    from pydantic import ValidationError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.site.settings")
    try:
        _refuse_unknown(*words[:1])
        execute_from_command_line(["prongsai manage", *words])
    except DatabaseError as trouble:
        raise Problem(
            "ใช้ฐานข้อมูลไม่ได้ ตรวจ PRONGSAI_DATABASE และสั่ง prongsai doctor", f"The database does not answer: {trouble}"
        ) from None
    except ValidationError as faults:
        names = ", ".join(f"PRONGSAI_{fault['loc'][0]}".upper() for fault in faults.errors())
        raise Problem(f"ค่าที่ตั้งไว้ใช้ไม่ได้: {names} ดู docs/running.md", f"settings that make no sense: {names}") from None
    return DONE


def _refuse_unknown(command: str = "help") -> None:
    import django
    from django.core.management import get_commands

    django.setup()
    if not command.startswith("-") and command not in {*get_commands(), "help", "version"}:
        raise Problem(f"ไม่มีคำสั่ง manage {command} ดูรายชื่อด้วย prongsai manage help", f"no such command: {command}")


def _prepare() -> None:
    manage("migrate", "--verbosity", "0", UNCHECKED)


def _set_up_lines(port: int) -> list[str]:
    from django.utils import timezone

    from prongsai.base import operations, queries

    if queries.has_administrator():
        return []
    token = operations.create_setup_link(at=timezone.now())
    return [
        "ตั้งผู้ดูแลระบบคนแรกด้วยลิงก์นี้ ใช้ได้ครั้งเดียวภายใน 24 ชั่วโมง (set up the first administrator):",
        f"  http://{HOST}:{port}/set-up/{token}/",
    ]


def _serve(port: int, lines: list[str]) -> int:
    with _children(_worker_command(), _clock_command(), _web_command(port)) as children:
        _wait_for_answer(port, children)
        _say(f"โปร่งใสพร้อมใช้ที่ http://{HOST}:{port}/ กด Ctrl-C เพื่อหยุด (ready; Ctrl-C stops it)", *lines)
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
    return FELL


def _worker_command() -> list[str]:
    return [sys.executable, "-m", "prongsai", "manage", "db_worker", "--no-startup-delay", "--no-reload", UNCHECKED]


def _clock_command() -> list[str]:
    return [sys.executable, "-m", "prongsai", "manage", "clock", UNCHECKED]


def _web_command(port: int) -> list[str]:
    address = ["--host", HOST, "--port", str(port)]
    size = ["--workers", "1", "--blocking-threads", THREADS]
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "warning"),
        *address,
        *size,
        "prongsai.site.wsgi:application",
    ]


@contextmanager
def _children(*commands: list[str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Run programs beside this one; Ctrl-C and SIGTERM end the block quietly, and its end stops them all."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    # Each in a group of its own: Ctrl-C reaches this program alone, which then stops them in order.
    children = [subprocess.Popen(command, process_group=0) for command in commands]  # noqa: S603 - our own commands
    try:
        yield children
    except KeyboardInterrupt:
        sys.exit(DONE)
    finally:
        _stop(children)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask each child once, then sweep its group: what is cut short while stopping may leave children of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for child in children:
        child.terminate()
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(PATIENCE_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)


def _refuse_taken(port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError:
            raise Problem(
                f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่ ลองใหม่ด้วย --port {port + 1}",
                f"Port {port} is taken by another program; try --port {port + 1}.",
            ) from None


def _wait_for_answer(port: int, children: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + STARTED_WITHIN_SECONDS
    while time.monotonic() < deadline and all(child.poll() is None for child in children):
        if _answers(port, deadline - time.monotonic()):
            return
        time.sleep(0.1)
    raise Problem("เริ่มระบบไม่สำเร็จ ดูสาเหตุด้วย prongsai doctor", "The web did not start; prongsai doctor says why.")


def _answers(port: int, patience: float) -> bool:
    """Whether a page comes back, not only whether the door is open: the first page loads everything."""
    connection = HTTPConnection(HOST, port, timeout=max(patience, 1))
    try:
        connection.request("GET", FIRST_PAGE)
        connection.getresponse().read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()
