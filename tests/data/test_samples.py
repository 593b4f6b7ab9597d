"""The labelled sample: own words, own store, reproducible."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from data.errors import CatalogError
from data.samples import FOLDER, fill_sample, sample_articles, sample_lines, sample_outlets
from data.settings import read_settings
from data.store import open_store


def test_every_brief_has_an_invented_outlet_and_a_language_of_its_own() -> None:
    outlets = {outlet.id: outlet for outlet in sample_outlets()}
    articles = sample_articles()
    assert len(articles) > 250
    assert {article.outlet_id for article in articles} == set(outlets)
    assert all(article.language in outlets[article.outlet_id].languages for article in articles)
    assert len({article.key for article in articles}) == len(articles)
    assert [article.first_seen_at for article in articles] == sorted(article.first_seen_at for article in articles)


def test_the_sample_lies_in_a_store_of_its_own(home: Path) -> None:
    settings = read_settings()
    assert fill_sample(settings)
    assert not fill_sample(settings)
    with open_store(settings.sample_url, read_only=True) as store:
        assert store.meta("sample") == "1"
        assert store.status()["articles"] == len(sample_articles())
        assert all(finding.ok for finding in store.check())
    assert not settings.store_path.exists()


def test_a_newer_sample_replaces_the_old_one(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    shutil.copytree(FOLDER, folder)
    fill_sample(read_settings(), folder)
    lines = (folder / "articles.jsonl").read_text("utf-8").splitlines(keepends=True)
    (folder / "articles.jsonl").write_text("".join(lines[:5]), "utf-8")
    assert fill_sample(read_settings(), folder)
    with open_store(read_settings().sample_url, read_only=True) as store:
        assert store.status()["articles"] == 5


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text('{"id": "x"}\n', "utf-8")
    with pytest.raises(CatalogError, match=r"articles\.jsonl:1"):
        sample_articles(tmp_path)


def test_the_shipped_file_is_what_the_command_builds(shared: Path) -> None:
    files = sorted((shared / "gold").glob("briefs.*.dev.jsonl"))
    briefs = [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]
    assert "".join(sample_lines(briefs)) == (FOLDER / "articles.jsonl").read_text("utf-8")
