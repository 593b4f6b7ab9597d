"""Event data of others: what rows mean, which are left out and why, and that an import may come twice."""

from __future__ import annotations

import contextlib
import gzip
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.commandline import Command, main
from data.errors import UsageError
from data.external import external_labels, read_external
from data.plugins import discover
from data.settings import ROOT
from data.store import open_store
from ingest import coded, commands
from ingest.coded_events import CodedFormat, Relations, UnusableRowError, open_lines, read_tally

FILES = ROOT / "tests" / "fixtures" / "coded"
CATALOGS = (ROOT / "data" / "catalog",)
RELATIONS = Relations(CATALOGS[0] / "ontology" / "cameo.tsv")
FORMATS = discover(coded, "ROWS", CodedFormat)
GDELT, ICEWS, WORDS = FILES / "gdelt.export.CSV", FILES / "icews.tsv", FILES / "icews_words.tsv"


def ingest(*words: str) -> int:
    return main("ingest", "", discover(commands, "COMMAND", Command), ["series", *words])


def counts(home: Path, label: str, pair: str) -> list[tuple[str, float, float]]:
    with open_store(f"sqlite:///{home / 'detente.sqlite'}", read_only=True) as store:
        frame = read_external(store, label, pair)
    return [(str(row["day"]), row["conflict"], row["cooperation"]) for row in frame.to_dict("records")]


def test_rows_of_gdelt(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ingest("--format", "gdelt", str(GDELT), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["used"] == 4
    assert told["left_out"] == {"within_a_state": 1, "no_state": 2, "too_few_cells": 1}
    assert counts(home, "GDELT 2", "IRN-USA") == [("2026-02-06", 2, 1), ("2026-02-07", 0, 0)]
    assert counts(home, "GDELT 2", "ROU-USA") == [("2026-02-06", 0, 0), ("2026-02-07", 0, 1)]
    assert counts(home, "GDELT 2", "FRA-USA") == []


def test_rows_of_icews_in_both_forms(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ingest("--format", "icews", str(ICEWS), "--label", "with codes", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["used"], told["left_out"]) == (2, {"within_a_state": 1, "bad_day": 1, "no_state": 1})
    assert counts(home, "with codes", "IRN-USA") == [("2026-02-06", 1, 1)]
    assert ingest("--format", "icews", str(WORDS), "--label", "in words", "--json") == 0
    assert json.loads(capsys.readouterr().out)["left_out"] == {"unknown_relation": 1}
    assert counts(home, "in words", "IRN-USA")[:2] == [("2026-02-06", 1, 0), ("2026-02-07", 2, 0)]
    with open_store(f"sqlite:///{home / 'detente.sqlite'}", read_only=True) as store:
        assert external_labels(store) == ["in words", "with codes"]


def test_an_import_may_come_again_and_replaces_its_label(home: Path) -> None:
    for _ in range(2):
        assert ingest("--format", "icews", str(ICEWS)) == 0
    assert counts(home, "ICEWS", "IRN-USA") == [("2026-02-06", 1, 1)]
    assert ingest("--format", "icews", str(WORDS)) == 0
    assert counts(home, "ICEWS", "FRA-ROU") != []
    assert counts(home, "ICEWS", "IRN-USA")[0] == ("2026-02-06", 1, 0)


def test_packed_files_are_read_as_they_come(tmp_path: Path) -> None:
    packed, zipped = tmp_path / "rows.gz", tmp_path / "rows.zip"
    packed.write_bytes(gzip.compress(GDELT.read_bytes()))
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.write(GDELT, "rows.CSV")
    tallies = [read_tally([path], FORMATS["gdelt"], CATALOGS) for path in (GDELT, packed, zipped)]
    assert tallies[0].acts == tallies[1].acts == tallies[2].acts


def test_what_cannot_be_used_is_one_line(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 no more")
    for words in (
        ("--format", "gdelt", str(tmp_path / "absent")),
        ("--format", "gdelt", str(tmp_path / "broken.zip")),
        ("--format", "tea", str(GDELT)),
        ("--format", "gdelt", str(GDELT), "--label", "a:b"),
    ):
        assert ingest(*words) == 3
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert ingest("--format", "icews", str(GDELT)) == 2
    with pytest.raises(UsageError), open_lines(tmp_path / "absent"):
        pass


@given(st.text(), st.lists(st.text()), st.lists(st.text()))
def test_no_row_breaks_a_format(line: str, cells: list[str], header: list[str]) -> None:
    for form in FORMATS.values():
        for row in (line.split("\t"), cells, ["2026-02-06", *cells * 7]):
            with contextlib.suppress(UnusableRowError):
                assert isinstance(form.read(row, header, RELATIONS).day, date)


def test_every_relation_of_the_sample_has_a_class(shared: Path) -> None:
    [path] = (shared / "archive" / "icews-events").glob("*.tsv.gz")
    tally = read_tally([path], FORMATS["icews"], CATALOGS)
    assert tally.left_out["unknown_relation"] == 0
    assert sum(sum(days.values()) for days in tally.acts.values()) > 4000
    assert tally.acts["conflict", ("RUS", "UKR")].total() > tally.acts["conflict", ("FRA", "USA")].total()
