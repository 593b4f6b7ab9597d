"""Scorecard 32: the right text, or text that is flagged."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.charset import decode_feed, load_encodings

CATALOG = Path(__file__).resolve().parents[2] / "data" / "catalog"
FRENCH = "L’été à Téhéran : « négociations » déjà prévues, œuvre et cœur"
ARABIC = "أعلنت وزارة الخارجية أن المحادثات ستبدأ يوم الجمعة في العاصمة العمانية مسقط بمشاركة الوفدين"
RUSSIAN = "Министерство иностранных дел сообщило, что переговоры начнутся в пятницу"


def feed(text: str, declared: str | None = None) -> str:
    return "<?xml version='1.0'" + (f" encoding='{declared}'" if declared else "") + f"?><rss><t>{text}</t></rss>"


#        text     bytes in        declared in XML  in the header          language  suspect
CASES = [
    (FRENCH, "utf-8", None, None, None, False),
    (FRENCH, "utf-8", "utf-8", "text/xml; charset=utf-8", None, False),
    (FRENCH, "utf-8", "iso-8859-1", None, None, False),
    (FRENCH, "utf-8", None, "text/xml; charset=iso-8859-1", None, False),
    (FRENCH, "utf-8", "bogus-8", None, None, False),
    (FRENCH, "utf-8-sig", "iso-8859-1", None, None, False),
    (FRENCH, "cp1252", "iso-8859-1", None, None, False),
    (FRENCH, "cp1252", "windows-1252", "application/xml", None, False),
    (FRENCH, "cp1252", None, "text/xml; charset=windows-1252", None, False),
    (FRENCH, "cp1252", "utf-8", None, "fr", True),
    (FRENCH, "cp1252", None, None, "fr", True),
    (FRENCH, "utf-16", "utf-16", None, None, False),
    (FRENCH, "utf-16-le", "utf-16", None, None, False),
    (FRENCH, "utf-16-be", None, None, None, False),
    (FRENCH, "utf-32", None, None, None, False),
    (ARABIC, "utf-8", None, None, None, False),
    (ARABIC, "utf-8", "windows-1256", None, "ar", False),
    (ARABIC, "cp1256", "windows-1256", None, "ar", False),
    (ARABIC, "cp1256", "utf-8", None, "ar", True),
    (ARABIC, "cp1256", "utf-8", "text/xml; charset=utf-8", None, True),
    (ARABIC, "cp1256", "iso-8859-1", None, None, True),
    (RUSSIAN, "cp1251", "windows-1251", None, "ru", False),
    (RUSSIAN, "cp1251", "utf-8", None, None, True),
    (RUSSIAN, "koi8-r", "koi8-r", None, None, False),
]


@pytest.mark.parametrize(("text", "encoding", "declared", "header", "language", "suspect"), CASES)
def test_check_32_charset_matrix(
    text: str, encoding: str, declared: str | None, header: str | None, language: str | None, suspect: bool
) -> None:
    data = feed(text, declared).encode(encoding)
    decoded = decode_feed(data, header, language, load_encodings(CATALOG))
    assert text in decoded.text
    assert decoded.suspect is suspect


def test_check_32_a_broken_byte_flags_but_keeps_the_rest() -> None:
    data = feed(ARABIC).encode()
    decoded = decode_feed(data[:80] + b"\xff" + data[80:], None, "ar", load_encodings(CATALOG))
    assert decoded.encoding == "utf-8"
    assert decoded.suspect
    assert ARABIC[-30:] in decoded.text


def test_check_32_seven_bit_tricks_are_refused() -> None:
    decoded = decode_feed(feed("+ADw-script+AD4-", "utf-7").encode(), "text/xml; charset=utf-7", None, {})
    assert "<script" not in decoded.text


@given(st.binary(max_size=200), st.sampled_from([None, "text/xml; charset=utf-8", "text/xml; charset=gb18030", "x"]))
def test_any_bytes_give_text(data: bytes, content_type: str | None) -> None:
    assert isinstance(decode_feed(data, content_type, "ar", load_encodings(CATALOG)).text, str)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_utf8_always_wins(text: str) -> None:
    data = codecs.BOM_UTF8 + text.encode()
    assert decode_feed(data, "text/xml; charset=iso-8859-1", None, load_encodings(CATALOG)).text == text
