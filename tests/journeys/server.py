"""A server of a journey's own, that can be killed as a power cut would and started again where it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from journeys.conftest import free_port, wait_until_ready

MIGRATE = "from django.core.management import call_command; call_command('migrate', verbosity=0)"


@dataclass
class Server:
    """`prongsai up` over a folder."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        wanted = {"PRONGSAI_DATA_DIR": str(self.folder), "PRONGSAI_DATABASE": "", "PYTHONUNBUFFERED": "1"}
        kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        return {**kept, **wanted, "PYTHONIOENCODING": "utf-8"}

    def set_up(self, script: str) -> None:
        """Make the database, and in it what the script makes."""
        self.run("manage", "shell", "--no-imports", "--command", f"{MIGRATE}\n{script}")

    def run(self, *words: str) -> None:
        program = [sys.executable, "-m", "prongsai", *words]
        done = subprocess.run(program, env=self.environment, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        output = self.folder / "printed.txt"
        words = [sys.executable, "-m", "prongsai", "up", "--port", str(self.port)]
        with output.open("w") as file:
            self.process = subprocess.Popen(words, env=self.environment, stdout=file, stderr=subprocess.STDOUT)
        wait_until_ready(self.process, output)

    def kill(self) -> None:
        """At once and with all its children: nothing is finished, nobody says goodbye."""
        assert self.process
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        self.process.kill()
        self.process.wait()
        for child in children:
            os.killpg(int(child), signal.SIGKILL)

    def stop(self) -> None:
        """Kill it unless it is dead already."""
        if self.process and self.process.poll() is None:
            self.kill()
