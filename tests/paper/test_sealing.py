"""Seals: one changed byte is seen, from the file alone, in every kind of file; and the file stays what it was."""

import zipfile
from io import BytesIO

import pytest

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
