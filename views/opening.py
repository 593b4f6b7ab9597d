"""The page that a browser opens first: says in which language it is, and fetches the drawing library ahead.

Streamlit's page calls itself English, whatever it shows, and asks for the library only when the first chart arrives.
"""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from views.words import choose_words

LANGUAGE = re.compile(rb'<html lang="[A-Za-z-]*"')
HEAD_END = b"</head>"
SCRIPTS = Path("static", "static", "js")
OUTDATED = (b"content-length", b"etag", b"last-modified")  # of the page as it was before it was rewritten


@cache
def early_script() -> bytes:
    """Write the line that fetches the drawing library ahead; none where it goes by another name."""
    spec = importlib.util.find_spec("streamlit")
    folders = [Path(folder) / SCRIPTS for folder in (spec.submodule_search_locations or ())] if spec else []
    found = sorted(path.name for folder in folders for path in folder.glob("PlotlyChart.*.js"))
    return f'<link rel="modulepreload" crossorigin href="./static/js/{found[0]}">'.encode() if found else b""


def language_of(scope: Scope) -> str:
    """Choose the language of a request as the pages do: by its link, else by its browser."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [None])[0]
    wanted = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
    return choose_words(asked, wanted.partition(",")[0].partition(";")[0].strip()).language


def rewrite(page: bytes, language: str) -> bytes:
    """Put language and early fetch into a page; another page stays as it is."""
    spoken, times = LANGUAGE.subn(f'<html lang="{language}"'.encode(), page, count=1)
    return spoken.replace(HEAD_END, early_script() + HEAD_END, 1) if times else page


class OpeningPage:
    """Rewrites the page of HTML that a browser opens; every other answer passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; hold back an answer of HTML until it is whole."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        held: list[Message] = []
        parts: list[bytes] = []

        async def rewriting(message: Message) -> None:
            if message["type"] == "http.response.start" and is_page(message):
                held.append(message)
                return
            if not held:
                await send(message)
                return
            parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                body = rewrite(b"".join(parts), language_of(scope))
                kept = [header for header in held[0]["headers"] if header[0].lower() not in OUTDATED]
                await send({**held[0], "headers": [*kept, (b"content-length", str(len(body)).encode())]})
                await send({"type": "http.response.body", "body": body})

        await self.app(scope, receive, rewriting)


def is_page(message: Message) -> bool:
    """Say whether an answer that begins is a whole page of HTML."""
    kinds = [value for name, value in message.get("headers", []) if name.lower() == b"content-type"]
    return message["status"] == 200 and any(kind.startswith(b"text/html") for kind in kinds)
