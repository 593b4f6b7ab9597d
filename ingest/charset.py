"""Bytes of a feed -> text. Order: byte-order mark, UTF-8 if it is, what is declared, then a marked guess.

Real UTF-8 beats a declared one-byte encoding, because servers declare wrongly more often than text looks like UTF-8
by chance. A guess between old one-byte encodings goes by the feed's language, then by the commonest letters.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_CONTENT_TYPE = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PATTERNS = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
_SURROGATES = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")  # UTF-16 halves written as if they were characters
_LATIN_1 = frozenset({"iso8859-1", "ascii", "iso8859-15"})
_REFUSED = frozenset({"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "mbcs", "undefined"})
_SURE = 0.35


@dataclass(frozen=True, slots=True)
class OldEncoding:
    """A one-byte encoding, who used it, and the letters that tell it."""

    languages: tuple[str, ...]
    letters: frozenset[str]


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text, the encoding that gave it, and whether that was a guess (`suspect`)."""

    text: str
    encoding: str
    suspect: bool


@cache
def load_encodings(catalog: Path) -> Mapping[str, OldEncoding]:
    """Read the old encodings of a catalogue folder."""
    table = tomllib.loads((catalog / "ontology" / "charsets.toml").read_text("utf-8"))
    return {name: OldEncoding(tuple(row["languages"]), frozenset(row["letters"])) for name, row in table.items()}


def decode_feed(
    data: bytes, content_type: str | None, language: str | None, old: Mapping[str, OldEncoding]
) -> DecodedText:
    """Decode a feed's bytes; never raises, but says when the result is a guess."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode_known(data[len(mark) :], name)
    for pattern, name in _PATTERNS:
        if data.startswith(pattern):
            return _decode_known(data, name)
    declared = _declared_encodings(data, content_type)
    for name in (*([] if data.isascii() else ["utf-8"]), *declared, *(["utf-8"] if data.isascii() else [])):
        text = _strict(data, name)
        if text is not None and not _is_gibberish(text, name, declared):
            return DecodedText(text, name, suspect=False)
    mended = _strict(_SURROGATES.sub("\ufffd".encode(), data), "utf-8")
    if mended is not None:
        return DecodedText(mended, "utf-8", suspect=True)
    return _guess(data, declared, language, old)


def _declared_encodings(data: bytes, content_type: str | None) -> Sequence[str]:
    """Give usable names: the document's own first, since it travels with the text; then the header's."""
    found = _DECLARED.search(data[:1000])
    header = _CONTENT_TYPE.search(content_type or "")
    names = [found.group(1).decode("ascii") if found else None, header.group(1) if header else None]
    return tuple(dict.fromkeys(codec for name in names if name and (codec := _codec(name))))


def _codec(name: str) -> str | None:
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return None
    if known in _REFUSED or known.startswith(("utf-16", "utf-32")):
        return None
    return "cp1252" if known in _LATIN_1 else known


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_gibberish(text: str, name: str, declared: Sequence[str]) -> bool:
    """Say whether a one-byte decoding gave runs of accented letters as no language that uses them has."""
    if name != "cp1252" or name not in declared:
        return False
    letters = [c for c in text if c.isalpha()]
    return sum(c > "\x7f" for c in letters) > len(letters) * _SURE


def _decode_known(data: bytes, name: str) -> DecodedText:
    text = _strict(data, name)
    return DecodedText(data.decode(name, "replace") if text is None else text, name, suspect=text is None)


def _guess(data: bytes, declared: Sequence[str], language: str | None, old: Mapping[str, OldEncoding]) -> DecodedText:
    repaired = data.decode("utf-8", "replace")
    good = sum(c > "\x7f" for c in repaired) - repaired.count("\ufffd")
    if good > 4 * repaired.count("\ufffd"):
        return DecodedText(repaired, "utf-8", suspect=True)
    fitting = {name: text for name in old if (text := _strict(data, name)) is not None}
    likely = [name for name in fitting if language in old[name].languages]
    ranked = sorted(fitting, key=lambda name: _share(fitting[name], old[name].letters), reverse=True)
    for name in [*likely, *ranked]:
        if _share(fitting[name], old[name].letters) > _SURE:
            return DecodedText(fitting[name], name, suspect=True)
    name = next(iter([*likely, *declared]), "cp1252")
    return DecodedText(data.decode(name, "replace"), name, suspect=True)


def _share(text: str, letters: frozenset[str]) -> float:
    """Give the share of the characters beyond ASCII that are among some letters."""
    beyond = [c for c in text if c > "\x7f"]
    return sum(c in letters for c in beyond) / len(beyond) if beyond else 0.0
