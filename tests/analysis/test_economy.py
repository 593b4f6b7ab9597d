"""What is not done: an article is scanned once, and most sentences are never taken apart. Causes, not times."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from analysis import reading
from analysis.bench_texts import LENGTH, ordinary
from analysis.coder import Coder
from analysis.coding.continuation import Memory
from analysis.reading import Reader
from analysis.scanning import Scanner
from analysis.training import read_examples
from data import outlets
from data.settings import ROOT

LANGUAGES = ROOT / "data" / "catalog" / "languages"
WITH_MODEL = sorted(path.parent.name for path in LANGUAGES.glob("*/training.tsv"))
ALONE = "Iran opened a museum. The minister praised the workers of Iran. It rained."
QUIET = "Iran and Iraq are neighbours. The weather in France and Spain is mild."
LONELY = "Iran fired a missile. Turkey is far away."
TOLD = "Iran fired a missile at Israel."


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], list[object]]:
    """Count the calls of something while it does its work as ever."""

    def watch(owner: Any, name: str) -> list[object]:
        calls: list[object] = []
        original = getattr(owner, name)

        def counted(*given: Any) -> Any:
            calls.append(name)
            return original(*given)

        monkeypatch.setattr(owner, name, counted)
        return calls

    return watch


def test_an_article_is_scanned_once(coder: Coder, count: Callable[[Any, str], list[object]]) -> None:
    scans = count(Scanner, "scan")
    assert coder.code(TOLD * 5, "en").events
    assert len(scans) == 1


def test_a_text_that_names_one_actor_is_not_read(coder: Coder, count: Callable[[Any, str], list[object]]) -> None:
    sentences = count(reading, "read_hits")
    assert coder.code(ALONE, "en").events == ()
    assert sentences == []


def test_a_sentence_without_an_event_word_is_not_cut(coder: Coder, count: Callable[[Any, str], list[object]]) -> None:
    clauses = count(reading, "split_clauses")
    assert coder.code(QUIET, "en").events == ()
    assert clauses == []


def test_a_sentence_without_a_second_party_is_not_cut(coder: Coder, count: Callable[[Any, str], list[object]]) -> None:
    clauses = count(reading, "split_clauses")
    assert coder.code(LONELY, "en").events == ()
    assert clauses == []
    assert coder.code(TOLD, "en").events
    assert len(clauses) == 1


@pytest.mark.parametrize("language", WITH_MODEL)
def test_what_is_left_out_would_give_nothing(coder: Coder, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [example.text for example in read_examples(LANGUAGES / language / "training.tsv")][::2]
    texts = [*ordinary(language, sentences, coder), *sentences[:600]]
    thrifty = [coder.code(text, language) for text in texts]
    monkeypatch.setattr(Memory, "may_complete", lambda *_given: True)
    monkeypatch.setattr(Reader, "names_two", lambda *_given: True)
    assert [coder.code(text, language) for text in texts] == thrifty


def test_ordinary_articles_are_of_one_length(coder: Coder) -> None:
    sentences = [example.text for example in read_examples(LANGUAGES / WITH_MODEL[0] / "training.tsv")]
    assert all(LENGTH - 100 < len(text) <= LENGTH for text in ordinary(WITH_MODEL[0], sentences, coder))


def test_time_zones_are_listed_once_for_all_feeds(count: Callable[[Any, str], list[object]]) -> None:
    outlets.known_timezones.cache_clear()
    listed = count(outlets, "available_timezones")
    assert len(outlets.read_outlets([ROOT / "data" / "catalog"])) > 1
    assert len(listed) == 1


def test_a_command_does_not_wait_for_its_siblings() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "analysis", "code", os.devnull]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "analysis.coder" in done.stderr
    assert "pandas" not in done.stderr
