"""Markup and dirt -> plain text. Text that leaves here holds no tag, no control, no hidden direction marks; it is NFC.

Linear in its input: fields are capped first, and the bounded tag pattern takes over where markup is dense.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence

import nh3

MAX_MARKUP = 32_768
MAX_TAGS = 2_000
_BLOCKS = {
    *("p", "br", "div", "li", "ul", "ol", "tr", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("section", "article", "header", "footer", "figure", "dd", "dt", "td", "th", "pre"),
}
_DROPPED = {"script", "style", "iframe", "noscript", "template", "object", "svg", "math", "head", "form", "button"}
_TAG = re.compile(r"<[^<>]{0,2000}>")
_MARKUP = re.compile(
    r"</?(?:a|b|i|u|p|br|em|li|ol|ul|hr|td|tr|div|img|span|font|table|strong|script|style|iframe|svg|h[1-6])\b"
    r"[^<>]{0,2000}>|<!--",
    re.IGNORECASE,
)
# Bidirectional embeddings and isolates, zero-width spaces and joiners of words, soft hyphen, tags, interlinear notes.
_HIDDEN = re.compile("[\u00ad\u200b\u2060-\u2064\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
_MARKS = re.compile("[\u200e\u200f\u061c]")
_JOINERS = re.compile("[\u200c\u200d]")
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BROKEN = re.compile("[\x00\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"[ ]*\n[ \n]*")


def to_plain(markup: str) -> str:
    """Give the text of HTML (or of plain text with entities), with line breaks at block borders."""
    markup = _BROKEN.sub("\ufffd", markup[:MAX_MARKUP])
    if "<" in markup:
        markup = _strip_markup(markup)
    text = html.unescape(markup)
    if _MARKUP.search(text):  # escaped twice by the outlet
        text = html.unescape(_strip_markup(text))
        text = _TAG.sub(" ", text) if _MARKUP.search(text) else text
    return clean_text(text.replace("<!--", " "))


def _strip_markup(markup: str) -> str:
    if markup.count("<") > MAX_TAGS:
        return _TAG.sub("\n", _without_comments(markup))
    kept = nh3.clean(
        markup, tags=_BLOCKS, attributes={}, clean_content_tags=_DROPPED, strip_comments=True, link_rel=None
    )
    return _TAG.sub("\n", kept)


def _without_comments(markup: str) -> str:
    parts, at = [], 0
    while (start := markup.find("<!--", at)) >= 0:
        parts.append(markup[at:start])
        end = markup.find("-->", start)
        at = len(markup) if end < 0 else end + 3
    return " ".join([*parts, markup[at:]])


def clean_text(text: str) -> str:
    """Clean plain text: NFC, one space, line breaks kept; broken characters become U+FFFD; hidden ones go.

    Joiners stay between letters of scripts that need them, direction marks where a right-to-left letter stands.
    """
    text = _BROKEN.sub("\ufffd", text)
    text = _CONTROLS.sub("", _HIDDEN.sub("", text.replace("\x85", "\n")))
    if _MARKS.search(text) and not any(
        c > "\u0590" and c.isalpha() and unicodedata.bidirectional(c) in {"R", "AL"} for c in text
    ):
        text = _MARKS.sub("", text)
    text = _JOINERS.sub(_keep_joiner, text)
    text = _SPACES.sub(
        " ", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    )
    return unicodedata.normalize("NFC", _LINES.sub("\n", text)).strip()


def _keep_joiner(found: re.Match[str]) -> str:
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    joins = before > "\u02ff" and after > "\u02ff" and unicodedata.category(before)[0] in "LMS"
    return found.group() if joins else ""


def one_line(text: str) -> str:
    """Give a text on one line."""
    return text.replace("\n", " ")


def cut(text: str, limit: int) -> str:
    """Cut a text at the last space before the limit, if it is longer."""
    if len(text) <= limit:
        return text
    head = text[:limit]
    return (head.rsplit(" ", 1)[0] or head).rstrip()


def flags_of(text: str) -> Sequence[str]:
    """Say what is wrong with a cleaned text."""
    return ("replaced_characters",) if "\ufffd" in text else ()
