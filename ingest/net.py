"""The only way out: a guarded HTTP client. Checks every address it connects to, bounds bytes and time, hides nothing.

Keeps no cookies, sends no referer, reads no proxy or credentials from the environment, decodes only gzip. Whatever
cuts a reply short (deadline, cap, broken framing, missing gzip trailer) is an error, never a short success.
"""

from __future__ import annotations

import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from data.addresses import host_and_port, is_exempt, is_public
from data.errors import FetchError
from data.outlets import check_url

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536
_CONNECT_SECONDS = 10.0

Resolver = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request with all its hops: decoded and encoded bytes, wall-clock seconds, redirects."""

    body: int = 5 * 1024 * 1024
    seconds: float = 30.0
    hops: int = 5


@dataclass(frozen=True, slots=True)
class _Question:
    """What is sent on every hop. `configured` is the address that the settings may exempt."""

    method: str
    configured: str
    headers: Mapping[str, str]
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer. `framed` is False where only the end of the connection ended the body."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    framed: bool
    hops: tuple[tuple[int, str], ...] = ()


def resolve_host(host: str, port: int) -> list[str]:
    """Give the numeric addresses of a host, by the system's resolver."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


def shown_url(url: str) -> str:
    """Give an address fit for logs: without user, password, query and fragment."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))[:300]


class _Watch:
    """One deadline over all hops: when it passes, every open socket is shut and the reply is a timeout."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._handles: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self.expired = False

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for handle in self._handles:
                handle.close()
            self._handles.clear()

    def _cut(self) -> None:
        with self._lock:
            self.expired = True
            for handle in self._handles:
                with suppress(OSError):
                    handle.shutdown(socket.SHUT_RDWR)

    def left(self) -> float:
        """Seconds to the deadline, never zero: a socket takes 0 for "do not block"."""
        return max(0.01, self._ends - time.monotonic())

    def follow(self, opened: socket.socket) -> None:
        """Shut this socket too when time is up. A duplicate handle outlives the wrapping by TLS."""
        handle = opened.dup()
        with self._lock:
            self._handles.append(handle)
            if self.expired:
                handle.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True, slots=True)
class _Guard:
    """What a connection of one hop may do."""

    watch: _Watch
    resolve: Resolver
    exempt: bool

    def addresses(self, host: str, port: int) -> Sequence[str]:
        """Resolve once, within the deadline, and refuse the host if any of its addresses is not public."""
        found = self._resolve_in_time(host, port)
        private = [address for address in found if not is_public(address)]
        if private and not self.exempt:
            raise FetchError("private_address", f"{host} leads to {private[0]}, which is not a public address")
        return found

    def _resolve_in_time(self, host: str, port: int) -> Sequence[str]:
        answers: list[Sequence[str]] = []
        faults: list[OSError | UnicodeError] = []

        def ask() -> None:
            try:
                answers.append(self.resolve(host, port))
            except (OSError, UnicodeError) as error:
                faults.append(error)

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(self.watch.left())
        if faults or (answers and not answers[0]):
            raise FetchError("dns", f"{host} cannot be resolved; check the address and the network")
        if not answers:
            raise FetchError("timeout", f"{host} was not resolved in time")
        return answers[0]

    def connect(self, host: str, port: int) -> socket.socket:
        """Connect to the first checked address that answers; the name is not asked for again."""
        refusal: OSError | None = None
        for address in self.addresses(host.strip("[]"), port):
            try:
                opened = socket.create_connection((address, port), timeout=min(_CONNECT_SECONDS, self.watch.left()))
            except OSError as error:
                refusal = error
                continue
            opened.settimeout(self.watch.left())
            self.watch.follow(opened)
            return opened
        if isinstance(refusal, TimeoutError):
            raise FetchError("timeout", f"{host} did not accept a connection in time") from refusal
        raise FetchError("refused", f"{host} refuses connections on port {port}") from refusal


class _GuardedAdapter(HTTPAdapter):
    """Makes connection pools whose connections are opened by a guard."""

    def __init__(self, guard: _Guard) -> None:
        self._guard = guard
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Swap the connection classes of this adapter's own pool manager."""
        super().init_poolmanager(*args, **kwargs)
        guard = self._guard

        class PlainConnection(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return guard.connect(self._dns_host, self.port)

        class SecureConnection(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return guard.connect(self._dns_host, self.port)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = PlainConnection

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = SecureConnection

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}


def _open_session(guard: _Guard) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers.clear()
    for scheme in ("http://", "https://"):
        session.mount(scheme, _GuardedAdapter(guard))
    return session


def _inflate(chunks: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """Decode gzip (several members too) in bounded steps. Raises FetchError when it is broken or ends too early."""
    member = zlib.decompressobj(31)
    for chunk in chunks:
        pending = chunk
        while pending:
            if member.eof and not pending.startswith(b"\x1f\x8b"):
                break  # padding after the last member
            member = zlib.decompressobj(31) if member.eof else member
            try:
                yield member.decompress(pending, limit)
            except zlib.error as error:
                raise FetchError("bad_gzip", "the answer is marked as gzip but cannot be decoded") from error
            pending = member.unused_data if member.eof else member.unconsumed_tail
    if not member.eof:
        raise FetchError("truncated", "the gzip answer ends before its trailer")


def _read_body(raw: BaseHTTPResponse, limits: Limits) -> bytes:
    encoding = raw.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in {"", "identity", "gzip", "x-gzip"}:
        raise FetchError("encoding", f"the answer has Content-Encoding {encoding[:40]!r}; only gzip was offered")
    announced = raw.headers.get("Content-Length", "")
    if announced.isdigit() and int(announced) > limits.body:
        raise FetchError("too_large", f"the answer has {announced} bytes; the limit is {limits.body}")
    received = raw.stream(_CHUNK, decode_content=False)
    body = bytearray()
    for part in _inflate(received, limits.body + 1) if encoding.endswith("gzip") else received:
        body += part
        if len(body) > limits.body:
            raise FetchError("too_large", f"the answer is larger than {limits.body} bytes")
    return bytes(body)


def _explain(error: Exception, url: str) -> FetchError:
    """Turn what the libraries raise into a reason; a FetchError may be wrapped deep inside."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, FetchError):
            return cause
        inner = [a for a in (*cause.args, getattr(cause, "reason", None)) if isinstance(a, BaseException)]
        cause = inner[0] if inner else cause.__cause__
    host = urlsplit(url).hostname or ""
    if isinstance(error, requests.exceptions.SSLError):
        return FetchError("tls", f"{host} has no valid certificate or does not speak TLS")
    if isinstance(error, requests.exceptions.Timeout) or "timed out" in str(error).lower():
        return FetchError("timeout", f"{host} did not answer in time")
    if "IncompleteRead" in repr(error):
        return FetchError("truncated", f"{host} closed the connection before the end of its answer")
    return FetchError("connection", f"the connection to {host} failed ({type(error).__name__})")


@dataclass(frozen=True, slots=True)
class GuardedClient:
    """Sends requests to public addresses only, save hosts that the settings exempt by name."""

    user_agent: str
    allow_private_hosts: Sequence[str] = ()
    limits: Limits = field(default_factory=Limits)
    resolve: Resolver = resolve_host

    def get(self, url: str, headers: Mapping[str, str] | None = None, *, configured: str | None = None) -> Reply:
        """Get an address, following at most `limits.hops` redirects. Raises FetchError; any status is a reply.

        `configured` is the address that the user wrote, where a remembered redirect is asked instead of it.
        """
        question = _Question("GET", configured or url, headers or {})
        hops: list[tuple[int, str]] = []
        with _Watch(self.limits.seconds) as watch:
            at = url
            while True:
                reply = self._send_checked(question, at, watch)
                if reply.status not in REDIRECTS or "location" not in reply.headers:
                    return Reply(reply.url, reply.status, reply.headers, reply.body, reply.framed, tuple(hops))
                at = self._next_hop(at, reply.headers["location"], hops)
                hops.append((reply.status, at))

    def post(self, url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Reply:
        """Post bytes; a redirect is not followed. Raises FetchError; any status is a reply."""
        with _Watch(self.limits.seconds) as watch:
            return self._send_checked(_Question("POST", url, headers or {}, body), url, watch)

    def _next_hop(self, at: str, location: str, hops: list[tuple[int, str]]) -> str:
        target = urljoin(at, location.encode("latin-1", "replace").decode("utf-8", "replace"))
        if len(hops) >= self.limits.hops:
            raise FetchError("redirect_loop", f"more than {self.limits.hops} redirects")
        if urlsplit(at).scheme == "https" and urlsplit(target).scheme == "http":
            raise FetchError("downgrade", f"redirects from https to {shown_url(target)}; refused")
        if target == at or any(target == seen for _, seen in hops):
            raise FetchError("redirect_loop", f"redirects in a circle at {shown_url(target)}")
        return target

    def _send_checked(self, question: _Question, url: str, watch: _Watch) -> Reply:
        allowed, configured = self.allow_private_hosts, question.configured
        own = is_exempt(configured, allowed) and host_and_port(configured)[0] == (urlsplit(url).hostname or "").lower()
        wrong = check_url(url, allowed if own else ())
        if wrong:
            reason = "private_address" if "private host" in wrong else "address"
            raise FetchError(reason, wrong)
        guard = _Guard(watch, self.resolve, own and is_exempt(url, allowed))
        try:
            reply = self._send(question, url, guard)
        except (requests.RequestException, HTTPError, OSError, ValueError, FetchError) as error:
            if watch.expired:
                raise FetchError("timeout", f"no complete answer within {self.limits.seconds:g} s") from error
            raise _explain(error, url) from error
        if watch.expired:
            raise FetchError("timeout", f"no complete answer within {self.limits.seconds:g} s")
        return reply

    def _send(self, question: _Question, url: str, guard: _Guard) -> Reply:
        sent = {"User-Agent": self.user_agent, "Accept-Encoding": "gzip", "Connection": "close", **question.headers}
        with (
            _open_session(guard) as session,
            session.request(
                question.method,
                url,
                headers=sent,
                data=question.body,
                stream=True,
                allow_redirects=False,
                timeout=guard.watch.left(),
            ) as response,
        ):
            content = _read_body(response.raw, self.limits) if response.status_code == 200 else b""
            framed = any(name in response.headers for name in ("Content-Length", "Transfer-Encoding"))
            if response.status_code == 200 and not framed and not content:
                raise FetchError("truncated", "the connection was closed before the answer began")
            return Reply(url, response.status_code, response.headers, content, framed)
