"""What the speed is measured on: own articles of each language, and real ones where an archive lies beside."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from analysis.bench_texts import ARTICLES, LENGTH, archive_samples, own_samples
from analysis.coder import Coder
from analysis.commands.bench import COMMAND
from data.commandline import main
from data.settings import ROOT

CATALOG = ROOT / "data" / "catalog"
OUTLETS = ("Morning", "Evening")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive" / "made-up"
    folder.mkdir(parents=True)
    rows = [
        {"lang": "en", "outlet": outlet, "title": f"{outlet} {number}", "summary": f"{outlet} tells. " * 40}
        for number in range(ARTICLES * 4)
        for outlet in OUTLETS
    ]
    with gzip.open(folder / "all.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    return folder.parent


def test_an_article_of_an_archive_is_of_one_outlet(archive: Path) -> None:
    (sample,) = archive_samples(archive)
    assert (sample.language, sample.kind) == ("en", "made-up")
    assert len(sample.texts) == ARTICLES
    assert all(sum(outlet in text for outlet in OUTLETS) == 1 for text in sample.texts)
    assert all(LENGTH - 20 < len(text) <= LENGTH for text in sample.texts)


def test_without_an_archive_there_are_the_projects_own_articles(tmp_path: Path) -> None:
    assert list(archive_samples(tmp_path / "nowhere")) == []


def test_dense_articles_name_more_actors_than_ordinary_ones() -> None:
    coder = Coder([CATALOG])
    named: dict[tuple[str, str], int] = {}
    for sample in own_samples(CATALOG / "languages", coder):
        assert len(sample.texts) == ARTICLES
        mentions = (m for text in sample.texts for m in coder.language(sample.language).code(text, None)[1])
        named[sample.language, sample.kind] = sum(1 for _ in mentions)
    languages = {language for language, _ in named}
    assert languages
    assert all(named[language, "dense"] > 2 * named[language, "ordinary"] > 0 for language in languages)


def test_the_command_names_text_and_ratio(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "text.txt"
    text.write_text("Iran fired a missile at Israel. " * 20, "utf-8")
    given = ["bench", "--rounds", "1", "--file", str(text), "--language", "en"]
    assert main("analysis", "", {"bench": COMMAND}, given) == 0
    head, row = capsys.readouterr().out.splitlines()
    assert "ratio" in head
    assert row.startswith("en file")
    assert main("analysis", "", {"bench": COMMAND}, ["bench", "--rounds", "0"]) == 3
