"""The dashboard as a server: Streamlit's own application behind a content policy, compression and a health check.

`python -m views serve` starts it. Nothing here reads feed text. Everything beyond loopback belongs behind a reverse
proxy with encryption and sign-in.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.errors import DetenteError
from data.settings import ROOT, read_settings
from data.store import open_store
from views.opening import OpeningPage
from views.reading import read_moment
from views.source import is_missing

STALE = timedelta(hours=26)
RULES = (
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
POLICY = "; ".join(RULES)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


class SafeHeaders:
    """Adds the headers that keep a page from loading or telling anything elsewhere."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and add the headers to its answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in HEADERS}
                kept = [header for header in message.get("headers", []) if header[0].lower() not in names]
                message["headers"] = [*kept, *HEADERS]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def read_health(now: datetime) -> tuple[int, dict[str, Any]]:
    """Say how fresh the store is: 200 while its newest article is under 26 hours old, else 503 with the reason."""
    settings = read_settings()
    if is_missing(settings.store_url):
        return 503, {"status": "empty", "data_through": None}
    try:
        with open_store(settings.store_url, read_only=True) as store:
            through = read_moment(store.status().get("data_through"))
    except DetenteError:
        return 503, {"status": "unreadable", "data_through": None}
    if through is None:
        return 503, {"status": "empty", "data_through": None}
    fresh = now - through <= STALE
    body = {"status": "ok" if fresh else "stale", "data_through": through.isoformat()}
    return 200 if fresh else 503, body


async def health(_request: Request) -> JSONResponse:
    """Answer /healthz."""
    code, body = await asyncio.to_thread(read_health, datetime.now(UTC))
    return JSONResponse(json.loads(json.dumps(body)), status_code=code, headers={"Cache-Control": "no-store"})


def load_pages() -> None:
    """Load the pages with all that they import."""
    from views.pages.parts.navigation import page_files  # noqa: PLC0415 - only once Streamlit's runtime is there

    page_files()


@asynccontextmanager
async def prepared(_app: st.App) -> AsyncIterator[None]:
    """Load the pages while the first visitor is on the way."""
    threading.Thread(target=load_pages, daemon=True).start()
    yield


def build_app() -> st.App:
    """Build the application around dashboard.py."""
    return st.App(
        ROOT / "dashboard.py",
        lifespan=prepared,
        routes=[Route("/healthz", health)],
        middleware=[Middleware(SafeHeaders), Middleware(GZipMiddleware, minimum_size=1000), Middleware(OpeningPage)],
    )
