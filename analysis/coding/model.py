"""A small linear model that gives every event type (and none) a probability from the words of a statement.

Features: words and pairs of words with the parties masked, the words between the parties, and what the rules found.
Weights are data (`model.json` of a language folder), trained by `python -m analysis train` on the project's own
sentences. Scored in plain Python. A language without weights has no model, and the rules decide alone.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from math import exp
from pathlib import Path
from struct import Struct

from analysis.coding.predicates import Predicate
from analysis.folding import Folded
from analysis.mentions import Mention
from data.errors import CatalogError

NONE = "NONE"
SCALE = 100
FIELD, OFFSET = 32, 1 << 16
MAX_WORDS = 60


class LinearModel:
    """Weights by feature, one number a class, in hundredths.

    The weights of a feature are added in one large integer, all classes at once.
    """

    def __init__(self, classes: Sequence[str], weights: Mapping[str, Sequence[int]]) -> None:
        self.classes = tuple(classes)
        self.weights = weights
        self._fields = Struct(f"<{len(self.classes)}I")
        self._packed = Packed(weights)

    def probabilities(self, features: Sequence[str]) -> dict[str, float]:
        """Give the probability of every class."""
        sums = self._add(features)
        highest = max(sums)
        raised = [exp((value - highest) / SCALE) for value in sums]
        whole = sum(raised)
        return {name: value / whole for name, value in zip(self.classes, raised, strict=True)}

    def _add(self, features: Sequence[str]) -> Sequence[int]:
        """Add up the weights of some features by class, each OFFSET more a feature than it is."""
        known = filter(self.weights.__contains__, features)
        total = sum(map(self._packed.__getitem__, known))
        return self._fields.unpack(total.to_bytes(self._fields.size, "little"))


class Packed(dict[str, int]):
    """The weights of a feature as one large integer: a field a class. Filled as features are asked for."""

    def __init__(self, weights: Mapping[str, Sequence[int]]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, feature: str) -> int:
        row = self._weights[feature]
        self[feature] = packed = sum((weight + OFFSET) << (FIELD * place) for place, weight in enumerate(row))
        return packed


def load_model(path: Path) -> LinearModel:
    """Read the weights of a language. Raises CatalogError."""
    try:
        raw = json.loads(path.read_text("utf-8"))
        return LinearModel(tuple(raw["classes"]), raw["weights"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CatalogError(f"cannot be read as a model: {error!r}", path) from error


def statement_features(
    folded: Folded,
    span: tuple[int, int],
    mentions: Sequence[Mention],
    parties: tuple[Sequence[str], Sequence[str]],
    predicate: Predicate | None,
) -> list[str]:
    """Give the features of a statement: a span of the folded text with its parties masked, and what the rules say."""
    words, sides = masked_words(folded, span, mentions, parties)
    features = ["bias", *words, *map(" ".join, itertools.pairwise(words))]
    if len(sides) == 2:
        first, second = sorted(sides.values())
        features += [f"~{word}" for word in words[first + 1 : second]]
        features.append("order:" + "".join(sorted(sides, key=lambda side: sides[side])))
    if predicate is None:
        return [*features, "rule:none"]
    rules = {rule for rule in predicate.rules if not rule.startswith("cue:")}
    return [*features, f"rule:{predicate.event_type}", *(f"via:{rule}" for rule in sorted(rules))]


def masked_words(
    folded: Folded, span: tuple[int, int], mentions: Sequence[Mention], parties: tuple[Sequence[str], Sequence[str]]
) -> tuple[list[str], dict[str, int]]:
    """Give the words of a span with actors masked, and at which word each party first stands."""
    words: list[str] = []
    sides: dict[str, int] = {}
    actor, recipient = map(frozenset, parties)
    at = span[0]
    for mention in mentions:
        if not span[0] <= mention.start < span[1] or mention.start < at:
            continue
        words += folded.text[at : mention.start].split()
        side = "x" if actor.isdisjoint(mention.codes) else "a"
        side = side if recipient.isdisjoint(mention.codes) else "r"
        if side != "x":
            sides.setdefault(side, len(words))
        words.append(f"<{side}>")
        at = mention.end
    words += folded.text[at : span[1]].split()
    return words[:MAX_WORDS], {side: place for side, place in sides.items() if place < MAX_WORDS}
