"""Certificates made for a test: one authority, and servers it vouches for, or not."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NOW = datetime.now(UTC)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Made:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()


class Authority:
    """Issues what a test needs."""

    @cached_property
    def root(self) -> Made:
        return _made("Made-up Root", None, is_authority=True)

    @cached_property
    def between(self) -> Made:
        """An intermediate, which a careless server does not send."""
        return _made("Made-up Intermediate", self.root, is_authority=True)

    def server(self, folder: Path, name: str, kind: str) -> ssl.SSLContext:
        """The TLS side of a server: `good`, `expired`, `other_name`, `self_signed` or `incomplete`."""
        by = {"self_signed": None, "incomplete": self.between}.get(kind, self.root)
        ends = NOW - _DAY if kind == "expired" else NOW + 30 * _DAY
        shown = "somebody-else.example" if kind == "other_name" else name
        made = _made(shown, by, ends=ends)
        path = folder / f"{kind}.pem"
        key = made.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.write_bytes(key + made.pem.encode())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


def _made(name: str, by: Made | None, *, is_authority: bool = False, ends: datetime = NOW + 30 * _DAY) -> Made:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer = by.certificate.subject if by else subject
    signer = by.key if by else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - 60 * _DAY)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )
    if is_authority:
        usage = x509.KeyUsage(
            digital_signature=True,
            key_cert_sign=True,
            crl_sign=True,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            encipher_only=False,
            decipher_only=False,
        )
        builder = builder.add_extension(usage, critical=True)
    else:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    return Made(builder.sign(signer, hashes.SHA256()), key)
