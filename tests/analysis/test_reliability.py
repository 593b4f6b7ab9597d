"""How likely an event is right: from weights that the passages alone decide."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coder import Coder
from analysis.coding.reliability import Reliability, by_words, load_weights
from analysis.passages import Label, Passage
from analysis.reliability_training import Sample, find_samples, fit, sentence_samples, write_weights
from analysis.training import Example
from data.errors import CatalogError
from data.settings import ROOT

FEATURES = st.lists(st.sampled_from(["near", "far", "crowd", "alone"]), max_size=6)


def test_a_language_adds_its_own_weights() -> None:
    weights = {"near": 100, "aa:near": 100, "bb:near": -300}
    assert Reliability(weights, "aa").of(["near"]) > Reliability(weights, "cc").of(["near"]) > 0.5
    assert Reliability(weights, "bb").of(["near"]) < 0.5


@given(FEATURES)
def test_nothing_known_is_even_odds_and_all_is_a_chance(features: list[str]) -> None:
    assert Reliability({}, "aa").of(features) == 0.5
    assert 0 <= Reliability({"near": 40_000, "far": -40_000}, "aa").of(features) <= 1


@pytest.mark.parametrize("text", ["{", "[]", '{"near": "much"}', '{"near": null}'])
def test_broken_weights_name_their_file(text: str, tmp_path: Path) -> None:
    path = tmp_path / "reliability.json"
    path.write_text(text, "utf-8")
    with pytest.raises(CatalogError, match="reliability"):
        load_weights(path)


def test_the_model_of_words_speaks_in_steps() -> None:
    assert by_words({}, 0.0) == []
    sure, unsure = by_words({"NONE": 0.99}, 0.01), by_words({"NONE": 0.5}, 0.5)
    assert len([f for f in sure if f.startswith("none")]) > len([f for f in unsure if f.startswith("none")])
    assert len([f for f in sure if f.startswith("quad")]) < len([f for f in unsure if f.startswith("quad")])


def test_what_was_mostly_wrong_is_unlikely(tmp_path: Path) -> None:
    samples = [Sample("aa", n, ("bias", "near"), True) for n in range(20)]
    samples += [Sample("aa", n, ("bias", "far"), n % 4 == 0) for n in range(20)]
    weights = fit(samples)
    assert weights == fit(samples)
    measure = Reliability(weights, "aa")
    assert measure.of(["bias", "near"]) > 0.8
    assert measure.of(["bias", "far"]) < 0.5
    write_weights(weights, tmp_path / "reliability.json")
    assert load_weights(tmp_path / "reliability.json") == weights


def test_each_event_of_a_passage_is_a_sample_once(coder: Coder) -> None:
    text = "Israel bombed Lebanon on Thursday.\n\nIsrael bombed Lebanon on Thursday. Iran threatened Israel."
    label = Label(frozenset({"ISR"}), frozenset({"LBN"}), "ASSAULT", "actual")
    found = list(find_samples(coder.language("en"), [Passage(text, (label,), ())]))
    assert [sample.right for sample in found] == [True, False]


def test_an_empty_sentence_makes_whatever_is_found_wrong(coder: Coder) -> None:
    text = "Israel bombed Lebanon on Thursday."
    whole = Example("ASSAULT", "actual", text, (0, 6), (14, 21))
    empty = Example("NONE", "actual", text, None, None)
    found = list(sentence_samples(coder.language("en"), [whole, empty]))
    assert [sample.right for sample in found] == [True, False]


def test_a_plain_statement_is_likelier_right_than_a_crowded_one(coder: Coder) -> None:
    plain = coder.code("Israel bombed Lebanon on Thursday.", "en").events[0]
    crowded = "Analysts in France, which sanctioned Russia, wonder whether Iran, Iraq or Turkey would aid Syria."
    assert plain.confidence > 0.6
    assert all(event.confidence < plain.confidence for event in coder.code(crowded, "en").events)


def test_the_weights_are_of_the_features_that_the_coder_has(coder: Coder) -> None:
    weights = load_weights(ROOT / "data" / "catalog" / "reliability.json")
    known = {feature.partition(":")[2] or feature for feature in weights}
    met = {
        feature
        for _, features in coder.language("en").candidates("Israel bombed Lebanon.", None)
        for feature in features
    }
    assert len(known) > 300
    assert len(met & known) > len(met) / 2
