"""HTML from values, with every text escaped: the only way by which words of feeds reach a page.

A `Markup` comes from `tag` alone; any other text put inside one is escaped. Links lead to http and https only.
"""

from __future__ import annotations

import base64
import html
from urllib.parse import urlsplit

BLOCKS = (
    "div",
    "section",
    "article",
    "header",
    "footer",
    "h1",
    "h2",
    "h3",
    "p",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
)
ALLOWED = frozenset({*BLOCKS, "span", "a", "b", "i", "bdi", "img", "q", "time", "mark", "details", "summary", "s"})
VOID = frozenset({"img"})


class Markup(str):
    """HTML that was built here and is safe to show."""

    __slots__ = ()


def escaped(value: object) -> str:
    """Give a value as HTML text."""
    return value if isinstance(value, Markup) else html.escape(str(value), quote=True)


def tag(name: str, *children: object, **attributes: str | None) -> Markup:
    """Build an element; attributes of None are left out, `class_` and `data_x` lose their underscores.

    Raises ValueError for an element or an event handler that pages have no use for.
    """
    if name not in ALLOWED or any(key.startswith("on") for key in attributes):
        raise ValueError(f"{name} with {sorted(attributes)} is not allowed")
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(value, quote=True)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(escaped(child) for child in children if child is not None)
    return Markup(f"<{name}{written}>" if name in VOID else f"<{name}{written}>{inside}</{name}>")


def join(parts: list[Markup]) -> Markup:
    """Put elements side by side."""
    return Markup("".join(parts))


def web_address(url: str | None) -> str | None:
    """Give an address if it is http or https with a host, else None."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def host_of(url: str) -> str:
    """Name the host of an address, as it will be shown."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def link(label: object, url: str | None, **attributes: str | None) -> Markup:
    """Build a link that opens elsewhere and tells nothing; the bare label where the address cannot be used."""
    address = web_address(url)
    if address is None:
        return tag("span", label, **attributes)
    return tag("a", label, href=address, target="_blank", rel="noopener noreferrer", **attributes)


def picture(svg: str, alt: str, **attributes: str | None) -> Markup:
    """Embed a small drawing of our own."""
    data = base64.b64encode(svg.encode()).decode()
    return tag("img", src=f"data:image/svg+xml;base64,{data}", alt=alt, **attributes)
