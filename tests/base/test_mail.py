"""Letters: to one person, in plain words, and nothing of them in a log."""

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail as outbox

from cast import Cast
from prongsai.base import mail


def send(cast: Cast, *, name: str = "เจ้าหน้าที่กอง", subject: str = "ขั้นตอนที่ 2 ครบกำหนดพรุ่งนี้") -> None:
    person = cast.people["officer"]
    person.name = name
    mail.send(to=person, subject=subject, text="เรียน เจ้าหน้าที่กอง\n\nขั้นตอนที่ 2 ครบกำหนด 21 พ.ย. 2569")


@pytest.fixture
def server() -> Iterator[tuple[int, list[str]]]:
    """A mail server that listens, and takes a letter for nobody."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        said: list[str] = []
        thread = threading.Thread(target=serve, args=(door, said), daemon=True)
        thread.start()
        yield door.getsockname()[1], said
        thread.join(timeout=5)


def serve(door: socket.socket, said: list[str]) -> None:
    visitor, _ = door.accept()
    with visitor, visitor.makefile("rwb") as line:
        answer(line, "220 here")
        while words := line.readline().decode().strip():
            said.append(words)
            if words.lower().startswith("rcpt"):
                answer(line, "550 not here")
            else:
                answer(line, "221 bye" if words.lower() == "quit" else "250 yes")


def answer(line: Any, words: str) -> None:
    line.write(f"{words}\r\n".encode())
    line.flush()


def test_a_letter_goes_to_its_person_in_plain_words(cast: Cast, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "ita@example.go.th"
    send(cast)
    (letter,) = outbox.outbox
    assert letter.subject == "ขั้นตอนที่ 2 ครบกำหนดพรุ่งนี้"
    assert letter.from_email == "ita@example.go.th"
    assert cast.people["officer"].email in letter.to[0]
    written = letter.message()
    assert written["Auto-Submitted"] == "auto-generated"
    assert written.get_content_type() == "text/plain"
    assert "ครบกำหนด 21 พ.ย. 2569" in written.get_payload(decode=True).decode()


def test_a_line_end_in_a_name_or_subject_adds_no_recipient(cast: Cast) -> None:
    send(cast, name="ก\nBcc: x@example.go.th", subject="ก\r\nBcc: x@example.go.th")
    written = outbox.outbox[0].message()
    assert written["Bcc"] is None
    assert outbox.outbox[0].recipients() == outbox.outbox[0].to


def test_without_a_mail_server_a_letter_is_printed_and_says_so(
    cast: Cast, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND = "prongsai.base.mail.Printed"
    send(cast)
    printed = capsys.readouterr().out
    assert "ยังไม่ได้ส่งทางอีเมล" in printed
    assert "ขั้นตอนที่ 2 ครบกำหนดพรุ่งนี้" in printed
    assert "ถึง เจ้าหน้าที่กอง" in printed
    assert cast.people["officer"].email not in printed


def test_a_server_that_does_not_answer_is_said_without_an_address(cast: Cast, settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", port
    settings.EMAIL_HOST = "127.0.0.1"
    with pytest.raises(mail.Unsent, match=r"^a letter was not sent: ConnectionRefusedError$"):
        send(cast)


def test_a_letter_refused_by_the_server_is_said_without_an_address(
    cast: Cast, settings: Any, server: tuple[int, list[str]]
) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", server[0]
    settings.EMAIL_HOST = "127.0.0.1"
    with pytest.raises(mail.Unsent, match=r"^a letter was not sent: SMTPRecipientsRefused$") as unsent:
        send(cast)
    assert any(cast.people["officer"].email in words for words in server[1])
    assert unsent.value.__suppress_context__
