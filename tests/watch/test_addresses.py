from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.watch.addresses import Unanswered, address_of, is_public, places_of, registrable
from prongsai.watch.faults import Fault
from prongsai.watch.policy import Policy, by_system

PUBLIC = "93.184.215.14"


def policy(*resolved: str, allowed: frozenset[tuple[str, int]] = frozenset()) -> Policy:
    return Policy(resolve=lambda host, port: resolved, allowed=allowed)


def fault_of(url: str, *resolved: str) -> Fault | None:
    try:
        places_of(address_of(url), policy(*resolved))
    except Unanswered as trouble:
        return trouble.fault
    return None


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("http://127.0.0.1/", "127.0.0.1"),
        ("http://2130706433/", "127.0.0.1"),
        ("http://0x7f000001/", "127.0.0.1"),
        ("http://0x7F.0.0.1/", "127.0.0.1"),
        ("http://0177.0.0.1/", "127.0.0.1"),
        ("http://017700000001/", "127.0.0.1"),
        ("http://127.1/", "127.0.0.1"),
        ("http://127.0.1/", "127.0.0.1"),
        ("http://127.0.0.1./", "127.0.0.1"),
        ("http://127%2e0%2E0%2e1/", "127.0.0.1"),
        ("http://１２７.０.０.１/", "127.0.0.1"),
        ("http://127。0。0。1/", "127.0.0.1"),
        ("http://0/", "0.0.0.0"),
        ("http://[0:0:0:0:0:0:0:1]/", "::1"),
        ("http://[::FFFF:127.0.0.1]/", "::ffff:7f00:1"),
        ("http://[fe80::1%25eth0]/", "fe80::1"),
        ("HTTP://WWW.Example.GO.TH.:80/", "www.example.go.th"),
        ("http://ทุ่งฟ้าใส.ไทย/", "ทุ่งฟ้าใส.ไทย".encode("idna").decode()),
        ("http:\\\\www.example.go.th\\a", "www.example.go.th"),
        ("http://www.example.go.th\\@127.0.0.1/", "www.example.go.th"),
        ("ht\ntp://www.exam\tple.go.th/", "www.example.go.th"),
    ],
)
def test_every_spelling_of_a_host_becomes_one(written: str, host: str) -> None:
    assert address_of(written).host == host


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://0x7f.1/",
        "http://0/",
        "http://10.0.0.8/",
        "http://172.16.0.1/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://100.127.255.255/",
        "http://192.0.2.1/",
        "http://192.0.0.192/",
        "http://168.63.129.16/",
        "http://[3fff::1]/",
        "http://198.18.0.1/",
        "http://224.0.0.1/",
        "http://239.255.255.250/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://[::]/",
        "http://[::1]/",
        "http://[::127.0.0.1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b::10.0.0.1]/",
        "http://[64:ff9b:1::1]/",
        "http://[2002:7f00:1::]/",
        "http://[2002:c0a8:101::]/",
        "http://[2001:0:1234::1]/",
        "http://[2001:db8::1]/",
        "http://[fc00::1]/",
        "http://[fd12:3456::1]/",
        "http://[fe80::1]/",
        "http://[fec0::1]/",
        "http://[ff02::1]/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://a.localhost/",
        "http://printer.local/",
        "http://metadata.google.internal/",
        "http://router.lan/",
        "http://nas.home.arpa/",
        "http://intranet/",
    ],
)
def test_what_is_not_of_the_public_internet_is_private_before_any_name_is_looked_up(url: str) -> None:
    def resolve(host: str, port: int) -> tuple[str, ...]:
        raise AssertionError("looked up")

    with pytest.raises(Unanswered) as caught:
        places_of(address_of(url), Policy(resolve=resolve))
    assert caught.value.fault is Fault.PRIVATE_ADDRESS


@pytest.mark.parametrize(
    "resolved",
    [
        ("127.0.0.1",),
        (PUBLIC, "10.0.0.1"),
        ("::1",),
        (PUBLIC, "fe80::1%eth0"),
        ("64:ff9b::a00:1",),
        ("::ffff:10.0.0.1",),
    ],
)
def test_one_private_address_among_those_of_a_name_closes_the_name(resolved: tuple[str, ...]) -> None:
    assert fault_of("http://www.example.go.th/", *resolved) is Fault.PRIVATE_ADDRESS


def test_a_public_name_is_connected_to_at_what_it_was_found_to_be_ipv4_first() -> None:
    address = address_of("https://www.example.go.th/")
    assert places_of(address, policy("2606:2800::1", PUBLIC)) == (PUBLIC, "2606:2800::1")


@pytest.mark.parametrize("resolved", [(), ("not an address",)])
def test_a_name_without_addresses_is_dead(resolved: tuple[str, ...]) -> None:
    assert fault_of("http://www.example.go.th/", *resolved) is Fault.DEAD


@pytest.mark.parametrize(
    "url",
    [
        *("", "   ", "www.example.go.th/a.pdf", "/a.pdf", "a.pdf", "ftp://example.go.th/", "file:///etc/passwd"),
        *("javascript:alert(1)", "mailto:a@example.go.th", "data:text/html,x", "http:", "http://", "http:///a"),
        *(
            "http://clerk@example.go.th/",
            "http://a:b@example.go.th/",
            "http://@example.go.th/",
            "http://exa mple.go.th/",
        ),
        *("http://example..go.th/", "http://-a.go.th/", "http://1.2.3.4.5/", "http://256.1.1.1/", "http://1.g.0x/"),
        *("http://1.2.3.0x1ffffffff/", "http://08.1.1.1/", "http://[::1", "http://[1.2.3.4]/", "http://[v1.a]/"),
        *("http://example.go.th:99999/", "http://example.go.th:a/", f"http://{'a' * 64}.go.th/"),
        f"http://example.go.th/{'a' * 5000}",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(Unanswered) as caught:
        address_of(url)
    assert caught.value.fault is Fault.BAD_ADDRESS


@pytest.mark.parametrize(
    "url", ["http://www.example.go.th:22/", "https://www.example.go.th:8080/", "http://8.8.8.8:0/"]
)
def test_other_ports_are_left_alone(url: str) -> None:
    assert fault_of(url, PUBLIC) is Fault.ODD_PORT


def test_what_is_allowed_is_allowed_with_its_very_port_only() -> None:
    allowed = frozenset({("10.0.0.8", 8080), ("intranet", 80)})
    assert places_of(address_of("http://10.0.0.8:8080/"), policy(allowed=allowed)) == ("10.0.0.8",)
    assert places_of(address_of("http://Intranet/"), policy("10.0.0.9", allowed=allowed)) == ("10.0.0.9",)
    for url in ("http://10.0.0.8/", "http://10.0.0.8:8081/", "https://intranet/", "http://other/"):
        with pytest.raises(Unanswered):
            places_of(address_of(url), policy("10.0.0.9", allowed=allowed))


def test_paths_and_queries_are_encoded_once() -> None:
    address = address_of("http://example.go.th/แผน 2568.pdf?ชื่อ=ก ข&x=%E0%B8%81#ท้าย")
    assert address.target == (
        "/%E0%B9%81%E0%B8%9C%E0%B8%99%202568.pdf?%E0%B8%8A%E0%B8%B7%E0%B9%88%E0%B8%AD=%E0%B8%81%20%E0%B8%82&x=%E0%B8%81"
    )
    assert address_of(address.url) == address


def test_a_line_break_in_an_address_never_reaches_a_request() -> None:
    address = address_of("http://example.go.th/a\r\nHost: other?b\r\nc")
    assert "\r" not in address.url
    assert "\n" not in address.url
    assert " " not in address.url


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("www.thungfasai.go.th", "thungfasai.go.th"),
        ("thungfasai.go.th", "thungfasai.go.th"),
        ("a.b.example.com", "example.com"),
        ("a.example.co.uk", "example.co.uk"),
        ("10.1.2.3", "10.1.2.3"),
    ],
)
def test_names_have_an_owner(host: str, owner: str) -> None:
    assert registrable(host) == owner


@given(st.ip_addresses(v=4))
def test_wrapping_an_address_never_changes_whether_it_is_public(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    wrapped = (
        f"::ffff:{address}",
        str(ipaddress.IPv6Address((0x64FF9B << 96) | number)),
        str(ipaddress.IPv6Address((0x2002 << 112) | (number << 80))),
    )
    assert {is_public(each) for each in wrapped} == {is_public(str(address))}
    written = (str(number), hex(number), f"0{number:o}", ".".join(hex(each) for each in address.packed))
    assert {address_of(f"http://{each}/").host for each in written} == {str(address)}


@given(st.text(max_size=60))
def test_no_text_makes_it_stumble(text: str) -> None:
    for url in (text, f"http://{text}/", f"http://example.go.th/{text}", f"http://[{text}]/"):
        try:
            address = address_of(url)
        except Unanswered:
            continue
        assert address.url.isascii()
        assert address_of(address.url) == address


def test_the_machines_own_resolver_is_asked_by_default() -> None:
    assert set(by_system("localhost", 80)) <= {"127.0.0.1", "::1"}
    assert Policy().resolve is by_system
