"""Seals: one changed byte is seen, from the file alone, in every kind of file; and the file stays what it was."""

import struct
import zipfile
from io import BytesIO
from time import process_time

import pytest

from prongsai.core.errors import Refused
from prongsai.paper.sealing import EMPTY_SEAL, SealingKey, State, examine, fingerprint_of, seal
from prongsai.paper.writing.packing import packed

KEY = SealingKey(bytes(range(32)))
PLAIN = f'<html><meta name="prongsai-seal" content="{EMPTY_SEAL}"><p>ประกาศ</p></html>'.encode()
PACKAGE = packed(
    {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "meta.xml": f"<meta>{EMPTY_SEAL}</meta>".encode(),
        "content.xml": "<p>แผน</p>".encode(),
    }
)
TWICE = b"%PDF-1.7\n" + EMPTY_SEAL.encode() + b"\nstream\n" + EMPTY_SEAL.encode() + b"\n%%EOF"
FILES = {"text": PLAIN, "package": PACKAGE, "twice": TWICE}

of_every_kind = pytest.mark.parametrize("content", FILES.values(), ids=FILES)


@of_every_kind
def test_a_sealed_file_is_intact_and_as_long_as_before(content: bytes) -> None:
    sealed = seal(content, KEY)
    assert len(sealed) == len(content)
    assert examine(sealed).state is State.INTACT
    assert examine(sealed).fingerprint == KEY.fingerprint


@of_every_kind
def test_one_changed_bit_anywhere_is_seen(content: bytes) -> None:
    sealed = seal(content, KEY)
    for place in range(len(sealed)):
        for bit in (0, 5):  # 5 turns small letters into capitals
            changed = bytearray(sealed)
            changed[place] ^= 1 << bit
            assert examine(bytes(changed)).state is not State.INTACT, (place, bit)


@of_every_kind
def test_a_byte_more_or_less_is_seen(content: bytes) -> None:
    sealed = seal(content, KEY)
    assert examine(sealed + b"\n").state is not State.INTACT
    assert examine(sealed[:-1]).state is not State.INTACT
    assert examine(sealed[1:]).state is not State.INTACT


def test_a_sealed_package_opens_and_its_checksums_hold() -> None:
    with zipfile.ZipFile(BytesIO(seal(PACKAGE, KEY))) as opened:
        assert opened.testzip() is None
        assert EMPTY_SEAL.encode() not in opened.read("meta.xml")


@of_every_kind
def test_the_same_file_and_key_give_the_same_seal(content: bytes) -> None:
    assert seal(content, KEY) == seal(content, KEY)


@of_every_kind
def test_a_seal_made_with_another_key_names_that_key(content: bytes) -> None:
    other = SealingKey(bytes(32))
    assert examine(seal(content, other)).fingerprint == other.fingerprint != KEY.fingerprint


def test_the_seal_of_one_file_does_not_fit_another() -> None:
    stolen = seal(PLAIN, KEY)
    place = stolen.index(b"prongsai-seal:1:")
    forged = PLAIN.replace(EMPTY_SEAL.encode(), stolen[place : place + len(EMPTY_SEAL)]).replace(
        "ประกาศ".encode(), "ประกาส".encode()
    )
    assert examine(forged).state is State.CHANGED


def test_a_second_seal_beside_the_first_is_no_seal() -> None:
    twice = seal(TWICE, KEY)
    mixed = twice.replace(seal(TWICE, SealingKey(bytes(32)))[9 : 9 + len(EMPTY_SEAL)], b"")
    place = mixed.index(b"prongsai-seal:1:")
    other = seal(TWICE, SealingKey(bytes(32)))[place : place + len(EMPTY_SEAL)]
    assert examine(mixed[:place] + other + mixed[place + len(other) :]).state is State.CHANGED


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", PLAIN, b"PK\x03\x04 not a package"])
def test_a_file_without_a_seal_says_so(content: bytes) -> None:
    assert examine(content).state is State.UNSEALED


def test_a_torn_package_with_a_seal_is_changed_and_no_trouble() -> None:
    sealed = seal(PACKAGE, KEY)
    for length in range(4, len(sealed), 7):
        assert examine(sealed[:length]).state is not State.INTACT


def test_a_file_without_room_cannot_be_sealed() -> None:
    with pytest.raises(ValueError, match="no room"):
        seal(b"%PDF-1.7", KEY)


def test_a_fingerprint_is_read_in_groups_of_four() -> None:
    assert fingerprint_of(KEY.public) == KEY.fingerprint
    assert [len(each) for each in KEY.fingerprint.split(" ")] == [4] * 8


def test_a_seal_beside_squeezed_parts_leaves_their_checksums_alone() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(
            "word/document.xml", b"<w/>" * 4_000, zipfile.ZIP_DEFLATED
        )  # unpacked, it reaches over the seal
        package.writestr("docProps/custom.xml", EMPTY_SEAL)
    sealed = seal(out.getvalue(), KEY)
    assert examine(sealed).state is State.INTACT
    with zipfile.ZipFile(BytesIO(sealed)) as opened:
        assert opened.testzip() is None


def test_a_directory_that_names_the_same_bytes_many_times_is_looked_at_once() -> None:
    sealed = seal(PACKAGE, KEY)
    place = sealed.index(b"PK\x01\x02")
    line = sealed[place : place + 46 + struct.unpack_from("<H", sealed, place + 28)[0]]
    padded = sealed[:place] + bytes(2_000_000)
    whole = struct.pack("<II", len(padded), len(padded))
    lines = (line[:20] + whole + line[28:42] + bytes(4) + line[46:]) * 30_000  # each claims everything before
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 30_000, 30_000, len(lines), len(padded), 0)
    began = process_time()
    assert examine(padded + lines + end).state is State.CHANGED
    assert process_time() - began < 3


@pytest.mark.parametrize("typed", [EMPTY_SEAL, EMPTY_SEAL.replace("0", "a")])
def test_what_was_typed_and_reads_like_a_seal_is_told_before_it_is_sealed(typed: str) -> None:
    content = packed({"content.xml": typed.encode(), "meta.xml": EMPTY_SEAL.encode()})
    with pytest.raises(Refused, match="prongsai-seal"):
        seal(content, KEY)


@pytest.mark.parametrize("prefix", [b"MZ", b"%PDF-1.7\n", b"PK\x03\x04"])
def test_a_sealed_package_behind_something_else_is_changed(prefix: bytes) -> None:
    assert examine(prefix + seal(PACKAGE, KEY)).state is State.CHANGED


def test_a_part_that_stands_twice_is_changed() -> None:
    out = BytesIO(seal(PACKAGE, KEY))
    with zipfile.ZipFile(out, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("content.xml", "<p>อีกแผน</p>")
    assert examine(out.getvalue()).state is State.CHANGED


def test_a_page_added_behind_the_end_with_the_seal_moved_there_is_changed() -> None:
    sealed = seal(TWICE, KEY)
    text = sealed[9 : 9 + len(EMPTY_SEAL)]
    hidden = sealed.replace(text, bytes(len(text)))
    assert examine(hidden + b"\n1 0 obj (more) endobj " + text + b"\n%%EOF").state is State.CHANGED


def test_a_seal_in_capitals_is_no_seal() -> None:
    sealed = seal(PLAIN, KEY)
    place = sealed.index(b"prongsai-seal:1:")
    shouted = sealed[:place] + sealed[place : place + len(EMPTY_SEAL)].upper() + sealed[place + len(EMPTY_SEAL) :]
    assert examine(shouted).state is State.UNSEALED
