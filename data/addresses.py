"""Which network addresses are public, and which host names a setting exempts. Resolves nothing, opens nothing.

An address that carries another one inside (mapped, translated, tunnelled) is judged by what it carries, or refused.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Sequence
from functools import cache
from urllib.parse import urlsplit

_NAT64 = "64:ff9b::/96"
_REFUSED = ("::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "fec0::/10", "192.88.99.0/24")
_LOCAL_NAME = re.compile(r"(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)$")
_NUMERIC = re.compile(r"^[0-9a-fx.]+$", re.IGNORECASE)


@cache
def _networks() -> tuple[ipaddress.IPv6Network | ipaddress.IPv4Network, ...]:
    return tuple(ipaddress.ip_network(text) for text in _REFUSED)


def is_public(address: str) -> bool:
    """Say whether a numeric address is one of the public internet."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return is_public(str(parsed.ipv4_mapped))
        if parsed in ipaddress.ip_network(_NAT64):
            return is_public(str(ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)))
    if any(parsed.version == network.version and parsed in network for network in _networks()):
        return False
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def literal_address(host: str) -> str | None:
    """Give the address that a host spells out, in any form a resolver takes (decimal, octal, hex), else None."""
    bare = host.strip("[]")
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        pass
    if not _NUMERIC.match(bare):
        return None
    try:
        return socket.inet_ntoa(socket.inet_aton(bare))
    except OSError:
        return None


def is_private_host(host: str) -> bool:
    """Say whether a host is private by its spelling alone; names of the internet are checked when they are resolved."""
    literal = literal_address(host)
    if literal is not None:
        return not is_public(literal)
    return "." not in host.rstrip(".") or bool(_LOCAL_NAME.search(host.lower().rstrip(".")))


def host_and_port(url: str) -> tuple[str, int]:
    """Give the lower-case host and the port of an http(s) address. Raises ValueError where there is none."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"not an http(s) address with a host: {url[:200]!r}")
    return parts.hostname.lower().rstrip("."), parts.port or (443 if parts.scheme == "https" else 80)


def is_exempt(url: str, allowed: Sequence[str]) -> bool:
    """Say whether a setting of private hosts (`host` or `host:port`) names the host of this address."""
    host, port = host_and_port(url)
    shown = f"[{host}]" if ":" in host else host
    return any(entry in {host, shown, f"{shown}:{port}"} for entry in allowed)
