"""What every feed format must do: read its fixtures as expected, recognise its own only, survive anything cut short."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import ParseError
from ingest.parse import load_formats, parse_feed

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "feeds"
FEEDS = sorted(path for path in FIXTURES.iterdir() if not path.name.endswith(".expected.json"))
ADDRESS = "https://e.example/feed"


def read(data: bytes) -> dict[str, object]:
    found = asdict(parse_feed(data, content_type=None, language=None, url=ADDRESS).feed)
    return json.loads(json.dumps(found))


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_fixtures_are_read_as_expected(path: Path) -> None:
    expected = json.loads(path.with_name(f"{path.stem}.expected.json").read_text("utf-8"))
    found = read(path.read_bytes())
    for key in ("version", "language", "ttl_minutes", "skip_hours"):
        assert found[key] == expected[key]
    entries = found["entries"]
    assert isinstance(entries, list)
    assert [{key: entry[key] for key in expected["entries"][0]} for entry in entries] == expected["entries"]
    assert found["listed"] == len(entries)


def test_every_format_has_a_fixture_and_recognises_its_own_only() -> None:
    texts = [path.read_text("utf-8") for path in FEEDS]
    counts = {name: sum(form.recognises(text) for text in texts) for name, form in load_formats().items()}
    assert min(counts.values()) >= 1
    assert sum(counts.values()) == len(texts)


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
@given(share=st.floats(0, 1))
def test_cut_documents_are_read_in_part_or_refused(path: Path, share: float) -> None:
    data = path.read_bytes()
    try:
        found = read(data[: int(len(data) * share)])
    except ParseError:
        return
    whole = read(data)
    assert isinstance(found["listed"], int)
    assert isinstance(whole["listed"], int)
    assert found["listed"] <= whole["listed"]
