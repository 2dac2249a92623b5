import os
import secrets
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from prongsai.core.errors import Problem
from prongsai.paper.sealing import SealingKey
from prongsai.site.installation import Installation, MailServer


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (
        "DATABASE",
        "SECRET_KEY",
        "SEALING_KEY",
        "HOSTS",
        "DEBUG",
        "BEHIND_TLS",
        "ADDRESS",
        "MAIL",
        "MAIL_FROM",
    ):
        monkeypatch.delenv(f"PRONGSAI_{name}", raising=False)
    monkeypatch.setenv("PRONGSAI_DATA_DIR", str(tmp_path / "data"))


def test_a_secret_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    key = Installation().key()
    assert len(key) >= 50
    assert Installation().key() == key
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600


def test_two_installations_never_share_a_key(tmp_path: Path) -> None:
    assert Installation(data_dir=tmp_path / "a").key() != Installation(data_dir=tmp_path / "b").key()


def test_a_key_that_is_given_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    assert Installation(secret_key="given").key() == "given"
    assert not (tmp_path / "data").exists()


def test_sqlite_is_kept_in_full_safety() -> None:
    database = Installation().django_database()
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]
    assert database["CONN_MAX_AGE"] is None


def test_a_postgresql_address_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRONGSAI_DATABASE", "postgres://clerk:p%40ss@db.example:5433/ita")
    database = Installation().django_database()
    assert {key: database[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "ita",
        "USER": "clerk",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": 5433,
    }


def test_a_postgresql_socket_is_found_by_its_folder() -> None:
    database = Installation(database="postgresql://postgres:@/postgres?host=/run/postgres").django_database()
    assert (database["HOST"], database["NAME"]) == ("/run/postgres", "postgres")


def test_hosts_are_a_list_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRONGSAI_HOSTS", "ita.example.go.th, 127.0.0.1")
    assert Installation().hosts == ["ita.example.go.th", "127.0.0.1"]


def test_nothing_is_for_debugging_unless_asked() -> None:
    assert Installation().debug is False


def test_behind_a_proxy_that_ends_tls_nothing_is_left_for_django_to_warn_of(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PRONGSAI_BEHIND_TLS", "true")
    monkeypatch.setenv("PRONGSAI_HOSTS", "ita.example.go.th")
    monkeypatch.setenv("PRONGSAI_SECRET_KEY", secrets.token_urlsafe(50))
    command = [sys.executable, "-m", "prongsai", "manage", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "no issues" in done.stdout + done.stderr
    assert done.returncode == 0


def test_every_setting_stands_in_the_guide_to_running_with_its_name() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "running.md").read_text("utf-8")
    assert [name for name in Installation.model_fields if f"| `PRONGSAI_{name.upper()}` |" not in guide] == []


class TestLetters:
    def test_are_printed_unless_a_server_is_named(self) -> None:
        assert Installation().mail_server() is None

    @pytest.mark.parametrize(
        ("address", "expected"),
        [
            ("smtp://clerk:p%40ss@mail.example:25", MailServer("mail.example", 25, "clerk", "p@ss", False, False)),
            ("smtp://mail.example?tls=true", MailServer("mail.example", 587, "", "", False, True)),
            ("smtps://clerk@mail.example", MailServer("mail.example", 465, "clerk", "", True, False)),
        ],
    )
    def test_go_to_the_server_that_is_named(self, address: str, expected: MailServer) -> None:
        assert Installation(mail=address, mail_from="ita@example.go.th").mail_server() == expected

    @pytest.mark.parametrize(
        "address",
        ["mail.example", "http://mail.example", "smtp://", "smtp://h:port", "smtp://h?tls=perhaps", "smtp://h?x=1"],
    )
    def test_say_what_an_address_must_look_like(self, address: str) -> None:
        with pytest.raises(Problem, match="must look like smtp://"):
            Installation(mail=address)

    def test_need_a_sender(self) -> None:
        with pytest.raises(Problem, match="PRONGSAI_MAIL_FROM"):
            Installation(mail="smtp://mail.example").mail_server()
        with pytest.raises(Problem, match="sender's address"):
            Installation(mail_from="the office")

    def test_link_to_where_people_reach_the_site(self) -> None:
        assert Installation(address="https://ita.example.go.th/").address == "https://ita.example.go.th"
        for wrong in ("ita.example.go.th", "ftp://ita.example", "https://", "https://h?x=1", "https://h:port"):
            with pytest.raises(Problem, match="whole web address"):
                Installation(address=wrong)

    def test_a_setting_that_makes_no_sense_is_one_line_without_the_password(self) -> None:
        wanted = {**os.environ, "PRONGSAI_MAIL": "smtp://clerk:secret@mail.example?x=1"}
        done = subprocess.run(
            [sys.executable, "-m", "prongsai", "manage", "check"],
            env=wanted,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2
        assert done.stderr.startswith("prongsai: PRONGSAI_MAIL")
        assert len(done.stderr.splitlines()) == 1
        assert "secret" not in done.stdout + done.stderr


def test_a_sealing_key_is_made_once_and_opens_as_a_key(tmp_path: Path) -> None:
    kept = Installation(data_dir=tmp_path / "data").seal()
    assert kept == Installation(data_dir=tmp_path / "data").seal()
    assert stat.S_IMODE((tmp_path / "data" / "sealing_key").stat().st_mode) == 0o600
    assert len(SealingKey.from_hex(kept).public) == 32


def test_a_sealing_key_that_is_no_key_is_refused_in_a_sentence() -> None:
    with pytest.raises(Problem, match="PRONGSAI_SEALING_KEY"):
        Installation(sealing_key="not a key")
