"""Trust: whose certificates we believe, and what exactly is wrong with one that we do not.

The system's own store comes first, since it holds what the office has chosen (an own authority too). Mozilla's list
(`certifi`) stands beside it for two machines whose store is not enough: a bare Debian has no `ca-certificates`, and a
Windows PC fetches a root only when a Windows program first needs it, which Python never triggers.

Trap. A site that does not send its intermediate certificate opens in Chrome and Edge, which fetch what is missing, and
fails here: that is told apart (`tls_incomplete`, a warning) from a certificate that names itself as its issuer.
"""

from __future__ import annotations

import ssl
from functools import cache

import certifi

from prongsai.watch.faults import Fault

_LEGACY_SERVER_CONNECT = 0x4
"""`ssl.OP_LEGACY_SERVER_CONNECT`, which has a name only from Python 3.12."""
_BY_CODE = {
    9: Fault.TLS_EXPIRED,  # not valid yet
    10: Fault.TLS_EXPIRED,
    18: Fault.TLS_UNKNOWN_ISSUER,  # signed by itself
    19: Fault.TLS_UNKNOWN_ISSUER,  # ends in a root nobody knows
    20: Fault.TLS_INCOMPLETE,  # its issuer was neither sent nor known
    21: Fault.TLS_INCOMPLETE,
    62: Fault.TLS_OTHER_NAME,
    64: Fault.TLS_OTHER_NAME,  # made out to another IP address
}
"""OpenSSL's X509_V_ERR numbers."""


@cache
def trust(issuers: str = "") -> ssl.SSLContext:
    """What verifies a server: the system's store, Mozilla's list, and the PEM certificates of `issuers`."""
    context = ssl.create_default_context()
    context.load_verify_locations(cafile=certifi.where())
    if issuers:
        context.load_verify_locations(cadata=issuers)
    # What a browser opens: Python leaves out ciphers, and OpenSSL 3 servers without renewed negotiation, that Chrome
    # takes. Nothing secret is ever sent.
    context.set_ciphers("DEFAULT")
    context.options |= _LEGACY_SERVER_CONNECT
    context.set_alpn_protocols(["http/1.1"])
    return context


def fault_of(error: ssl.SSLError) -> Fault:
    """What is wrong with a server's certificate or its side of the handshake."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _BY_CODE.get(error.verify_code, Fault.TLS)
    return Fault.TLS
