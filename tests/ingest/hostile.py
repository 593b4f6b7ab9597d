"""Hostile feeds, each made when asked for: what must cost one feed error, or nothing, but never the run."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Mapping
from itertools import pairwise

from tests.ingest.serving import Answer, item, rss, squeezed

HEAD = b'<?xml version="1.0"?>'
ITEM = item("Kept", guid="k")


def _entities(declarations: str, text: str = "&j;") -> bytes:
    return f'<?xml version="1.0"?><!DOCTYPE rss [{declarations}]>'.encode() + rss(item(text, guid="1"))


def _laughs(separator: str) -> str:
    names = "abcdefghij"
    rows = ['<!ENTITY a "aaaaaaaaaa">']
    rows += [f'<!ENTITY {name} "{f"&{last};" * 10}">' for last, name in pairwise(names)]
    return separator.join(rows)


def _described(text: str) -> bytes:
    return rss(item("Described", guid="d", summary=f"<![CDATA[{text}]]>"))


def _bomb(megabytes: int) -> bytes:
    """Give gzip of so many megabytes of blanks: one megabyte packed once, repeated. Its checksum is never reached."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = packer.compress(b"<rss>") + packer.flush(zlib.Z_FULL_FLUSH)
    megabyte = packer.compress(b" " * 1_048_576) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + megabyte * megabytes + packer.flush()


def _attributes(count: int) -> bytes:
    return b"<rss " + b" ".join(b'a%d="1"' % n for n in range(count)) + b">" + rss(ITEM)[5:]


HOSTILE: Mapping[str, Callable[[], Answer]] = {
    "laughs_lines": lambda: Answer(body=_entities(_laughs("\n"))),
    "laughs_one_line": lambda: Answer(body=_entities(_laughs(""))),
    "laughs_commented": lambda: Answer(body=_entities("<!-- x -->" + _laughs("<!-- ] > -->"))),
    "laughs_utf16": lambda: Answer(body=_entities(_laughs("")).decode().encode("utf-16")),
    "quadratic_entity": lambda: Answer(body=_entities(f'<!ENTITY j "{"j" * 50_000}">', "&j;" * 20_000)),
    "parameter_entity": lambda: Answer(body=_entities('<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;')),
    "external_file": lambda: Answer(body=_entities('<!ENTITY j SYSTEM "file:///etc/hostname">')),
    "external_http": lambda: Answer(body=_entities('<!ENTITY j SYSTEM "http://127.0.0.1:9/x">')),
    "external_dtd": lambda: Answer(body=b'<!DOCTYPE rss SYSTEM "file:///etc/hostname">' + rss(ITEM)),
    "unclosed_doctype": lambda: Answer(body=b"<!DOCTYPE rss [" + rss(ITEM)),
    "blank_lines": lambda: Answer(body=b"\n" * 100_000 + rss(ITEM)),
    "long_declaration": lambda: Answer(body=b"<?xml " + b'encoding="a" ' * 20_000 + b"?>" + rss(ITEM)),
    "comments_before": lambda: Answer(body=b"<!--x-->" * 50_000 + rss(ITEM)),
    "attributes": lambda: Answer(body=_attributes(200_000)),
    "comment_openings": lambda: Answer(body=_described("<!--" * 150_000)),
    "style_urls": lambda: Answer(body=_described(f'<p style="{"url(" * 100_000}">x</p>')),
    "bold_nest": lambda: Answer(body=_described("<b>" * 52_000)),
    "div_nest": lambda: Answer(body=_described("<div>" * 100_000)),
    "anchor_flood": lambda: Answer(body=_described("<a " * 200_000)),
    "angle_flood": lambda: Answer(body=_described("<" * 1_000_000)),
    "ampersand_flood": lambda: Answer(body=_described("&" * 1_000_000)),
    "deep_elements": lambda: Answer(body=b"<rss>" + b"<a>" * 100_000),
    "deeper_elements": lambda: Answer(body=b"<rss>" + b"<a>" * 1_000_000),
    "many_items": lambda: Answer(body=rss(*(item("T", guid=str(n)) for n in range(20_000)))),
    "huge_title": lambda: Answer(body=rss(item("x" * 4_000_000, guid="h"))),
    "over_the_cap": lambda: squeezed(rss(item("x" * 6_000_000, guid="h"))),
    "gzip_bomb": lambda: Answer(body=_bomb(1_024), headers={"Content-Encoding": "gzip"}),
    "double_gzip": lambda: Answer(body=gzip.compress(_bomb(50)), headers={"Content-Encoding": "gzip, gzip"}),
    "not_gzip": lambda: Answer(body=rss(ITEM), headers={"Content-Encoding": "gzip"}),
    "cut_gzip": lambda: Answer(body=gzip.compress(rss(ITEM) * 50)[:-9], headers={"Content-Encoding": "gzip"}),
    "brotli": lambda: Answer(body=rss(ITEM), headers={"Content-Encoding": "br"}),
    "empty": lambda: Answer(body=b""),
    "blank": lambda: Answer(body=b" \n\t" * 1000),
    "zeros": lambda: Answer(body=b"\x00" * 100_000),
    "binary": lambda: Answer(body=bytes(range(256)) * 1000),
    "json": lambda: Answer(body=json.dumps({"items": [1, 2]}).encode()),
    "deep_json": lambda: Answer(body=b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 200_000),
    "odd_json": lambda: Answer(body=b'{"version":"https://jsonfeed.org/version/1","items":[1,{"id":{}}]}'),
    "html": lambda: Answer(body=b"<!doctype html><html><p>News"),
    "plain": lambda: Answer(body=b"Service temporarily unavailable"),
    "many_headers": lambda: Answer(body=rss(ITEM), headers={f"X-{n}": "y" for n in range(5_000)}),
    "long_header": lambda: Answer(body=rss(ITEM), headers={"X": "y" * 100_000}),
    "bad_location": lambda: Answer(302, headers={"Location": "http://[::1"}),
    "file_location": lambda: Answer(302, headers={"Location": "file:///etc/hostname"}),
    "data_location": lambda: Answer(302, headers={"Location": "data:text/xml,<rss/>"}),
    "metadata_location": lambda: Answer(302, headers={"Location": "http://169.254.169.254/latest/"}),
    "other_port": lambda: Answer(302, headers={"Location": "http://127.0.0.1:9/"}),
}
