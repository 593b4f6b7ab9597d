"""Fit the weights of reliability on passages whose events are all labelled. Reproducible: same passages, same weights.

Logistic regression by stochastic gradient descent with an L2 pull, plain Python, fixed seed. What the grammar finds in
a passage is a sample: right, or not.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path

from analysis.coding.model import NONE
from analysis.coding.reliability import SCALE
from analysis.language_coder import LanguageCoder
from analysis.passages import Label, Passage, is_right, same_sides
from analysis.training import Example

EPOCHS = 40
RATE = 0.08
PULL = 0.05
# What a plain sentence counts beside an event of a passage: there are ten times as many of them.
PLAIN = 0.1
SEED = 20260206
LEAST = 5


@dataclass(frozen=True, slots=True)
class Sample:
    """One event that the grammar found in a passage: its features, and whether it is right."""

    iso: str
    passage: int
    features: tuple[str, ...]
    right: bool
    weight: float = 1.0


def find_samples(coder: LanguageCoder, passages: Iterable[Passage]) -> Iterator[Sample]:
    """Give what the grammar finds in passages, each event once."""
    for number, passage in enumerate(passages):
        seen = set()
        for event, features in coder.candidates(passage.text, None):
            key = (event.actor, event.recipient, event.event_type, event.status)
            if key not in seen:
                seen.add(key)
                right = is_right(event, (*passage.told, *passage.also), coder.ontology)
                yield Sample(coder.pack.iso, number, tuple(features), right)


def sentence_samples(coder: LanguageCoder, examples: Iterable[Example]) -> Iterator[Sample]:
    """Give what the grammar finds between the marked parties of plain sentences, and all of it in empty ones."""
    for number, example in enumerate(examples):
        actor, recipient = (named(coder, example.text, span) for span in (example.actor, example.recipient))
        label = Label(actor, recipient, example.event_type, example.status)
        empty = example.event_type == NONE
        for event, features in coder.candidates(example.text, None):
            if empty or same_sides(event, label):
                alike = not empty and coder.ontology.quad(example.event_type) == event.quad
                right = alike and event.status == example.status
                yield Sample(coder.pack.iso, number, tuple(features), right, PLAIN)


def named(coder: LanguageCoder, text: str, span: tuple[int, int] | None) -> frozenset[str]:
    """Give whom the words of a span name."""
    if span is None:
        return frozenset()
    readings = coder.reader.read(coder.reader.scan(text[slice(*span)], None))
    return frozenset(code for reading in readings for mention in reading.mentions for code in mention.codes)


def fit(samples: Sequence[Sample]) -> dict[str, int]:
    """Fit the weights, in hundredths; features seen fewer than LEAST times are left out."""
    counts = Counter(feature for sample in samples for feature in own(sample))
    weights = {feature: 0.0 for feature, count in counts.items() if count >= LEAST}
    data = [([f for f in own(sample) if f in weights], sample) for sample in samples]
    order = random.Random(SEED)  # noqa: S311  a fixed shuffle, nothing secret
    for epoch in range(EPOCHS):
        order.shuffle(data)
        rate = RATE / (1 + 0.2 * epoch)
        for features, sample in data:
            total = sum(weights[feature] for feature in features)
            pull = rate * sample.weight * (1 / (1 + exp(-total)) - sample.right)
            for feature in features:
                weights[feature] -= pull + rate * PULL * weights[feature]
    return {feature: round(weight * SCALE) for feature, weight in sorted(weights.items()) if round(weight * SCALE)}


def own(sample: Sample) -> list[str]:
    """Give the features of a sample, and again as those of its language."""
    return [*sample.features, *(f"{sample.iso}:{feature}" for feature in sample.features)]


def write_weights(weights: Mapping[str, int], path: Path) -> None:
    """Write the weights, one feature a line so that a change can be read."""
    lines = [f"{json.dumps(feature, ensure_ascii=False)}:{weight}" for feature, weight in weights.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
