"""Train the linear model of a language on the project's own sentences. Reproducible: same sentences, same weights.

Multinomial logistic regression by stochastic gradient descent with an L2 pull, plain Python, fixed seed. It reads
`training.tsv` of a language folder (type, status, cue, text with [A ...] and [R ...] marks) and nothing else.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path

from analysis.coding.model import NONE, SCALE, LinearModel
from analysis.lexicon import read_rows

MARK = re.compile(r"\[([AR]) ([^\[\]]*)\]")
COLUMNS = ("type", "status", "cue", "text")
EPOCHS = 14
RATE = 0.12
PULL = 2e-5
SEED = 20260206
LEAST = 2


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled sentence, marks removed, with the spans of its parties in the text (None where not marked)."""

    event_type: str
    status: str
    text: str
    actor: tuple[int, int] | None
    recipient: tuple[int, int] | None


def read_examples(path: Path) -> Iterator[Example]:
    """Give the labelled sentences of a file."""
    for _, (event_type, status, _, marked) in read_rows(path, COLUMNS):
        yield unmark(event_type, status, marked)


def unmark(event_type: str, status: str, marked: str) -> Example:
    """Take the marks out of a sentence, remembering where the first of each kind stood."""
    spans: dict[str, tuple[int, int]] = {}
    pieces: list[str] = []
    length = at = 0
    for match in MARK.finditer(marked):
        before = marked[at : match.start()]
        pieces += [before, match.group(2)]
        start = length + len(before)
        length = start + len(match.group(2))
        spans.setdefault(match.group(1), (start, length))
        at = match.end()
    pieces.append(marked[at:])
    return Example(event_type, status, "".join(pieces), spans.get("A"), spans.get("R"))


def train(samples: Sequence[tuple[Sequence[str], str]]) -> LinearModel:
    """Fit weights to (features, class) samples; features seen fewer than LEAST times are left out."""
    counts = Counter(feature for features, _ in samples for feature in set(features))
    kept = {feature for feature, count in counts.items() if count >= LEAST}
    classes = tuple(sorted({label for _, label in samples}, key=lambda label: (label == NONE, label)))
    place = {label: at for at, label in enumerate(classes)}
    data = [([f for f in dict.fromkeys(features) if f in kept], place[label]) for features, label in samples]
    weights = {feature: [0.0] * len(classes) for feature in kept}
    order = random.Random(SEED)  # noqa: S311  a fixed shuffle, nothing secret
    for epoch in range(EPOCHS):
        order.shuffle(data)
        rate = RATE / (1 + 0.25 * epoch)
        for features, label in data:
            step(weights, features, label, rate)
    rounded = {f: [round(w * SCALE) for w in row] for f, row in sorted(weights.items())}
    return LinearModel(classes, {f: row for f, row in rounded.items() if max(map(abs, row)) >= 4})


def step(weights: dict[str, list[float]], features: Sequence[str], label: int, rate: float) -> None:
    """Move the weights of one sample along its gradient."""
    rows = [weights[feature] for feature in features]
    sums = [sum(column) for column in zip(*rows, strict=True)]
    highest = max(sums)
    raised = [exp(total - highest) for total in sums]
    whole = sum(raised)
    pulls = [rate * (value / whole - (at == label)) for at, value in enumerate(raised)]
    keep = 1 - rate * PULL * len(features)
    for row in rows:
        row[:] = [weight * keep - pull for weight, pull in zip(row, pulls, strict=True)]


def write_model(model: LinearModel, path: Path) -> None:
    """Write the weights, one feature a line so that a change can be read."""
    lines = [
        f"{json.dumps(f, ensure_ascii=False)}:{json.dumps(list(row), separators=(',', ':'))}"
        for f, row in model.weights.items()
    ]
    body = ",\n".join(lines)
    path.write_text(f'{{"classes":{json.dumps(list(model.classes))},"weights":{{\n{body}\n}}}}\n', "utf-8")
