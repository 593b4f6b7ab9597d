"""How likely an event that the grammar found is right: a small logistic model of how it was found.

Not of what is told but of how: by which rules, where in the sentence its cue and its parties stand, how crowded the
sentence is. Weights are data (`reliability.json` beside the language folders), trained by `python -m analysis train` on
passages whose events are all labelled. A feature has a weight for all languages and one more for the text's own, so
that a language without passages still has a measure (Daume III 2007, "Frustratingly easy domain adaptation").
"""

from __future__ import annotations

import itertools
import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import exp, log
from pathlib import Path
from typing import NamedTuple

from analysis.clauses import Clause
from analysis.coding.model import NONE
from analysis.coding.predicates import Predicate
from analysis.coding.scene import Codes, Parties
from analysis.hits import Hit, words_between
from analysis.mentions import Mention
from analysis.reading import Reading
from data.errors import CatalogError

SCALE = 100
FARTHEST = 30
STEPS = (0, 1, 2, 4, 7, 12, 20, 35)
# How many of the feature lists that come again and again are remembered.
KEPT = 1 << 14
ODDS = range(-6, 7)
TINY = 1e-6


class Reliability:
    """Weights of a language by feature, in hundredths: those for all languages with its own added."""

    def __init__(self, weights: Mapping[str, int], iso: str) -> None:
        own = {feature: weights.get(f"{iso}:{feature}", 0) for feature in weights if ":" not in feature}
        self.weights = {feature: weights[feature] + own[feature] for feature in own}

    def of(self, features: Sequence[str]) -> float:
        """Give the probability that an event found so is right; even odds where nothing is known."""
        total = sum(self.weights.get(feature, 0) for feature in features) / SCALE
        return round(1 / (1 + exp(-max(-FARTHEST, min(FARTHEST, total)))), 3)


def load_weights(path: Path) -> dict[str, int]:
    """Read the weights of all languages. Raises CatalogError."""
    try:
        raw = json.loads(path.read_text("utf-8"))
        return {str(feature): int(weight) for feature, weight in raw.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise CatalogError(f"cannot be read as weights: {error!r}", path) from error


def circumstances(reading: Reading, clause: Clause, predicate: Predicate, parties: Parties, status: str) -> list[str]:
    """Give the features of an event: how it was found, and where in its sentence."""
    form = "noun" if predicate.noun else "passive" if predicate.passive else "verb"
    found = (
        "bias",
        *of_predicate(predicate.event_type, form, status, predicate.rules, predicate.flags),
        *map(plain, of_sentence(reading, clause, predicate)),
        *of_parties(reading, clause, predicate, parties),
    )
    return list(dict.fromkeys(found))


def plain(feature: str) -> str:
    """Give a feature without the sign that parts a language from its own features."""
    return feature.replace(":", "=")


def by_words(chances: Mapping[str, float], quad: float) -> list[str]:
    """Give what the linear model of words thinks of it: no event at all, or one of its quad class."""
    if not chances:
        return []
    return [*above("none", chances.get(NONE, 0.0)), *above("quad", quad)]


def above(name: str, chance: float) -> Iterator[str]:
    """Give the log odds that a chance exceeds."""
    odds = log((chance + TINY) / (1 - chance + TINY))
    return (f"{name} over {limit}" for limit in ODDS if odds > limit)


def step(count: int) -> int:
    """Give the step of a scale that a count has reached: far counts are told apart less finely."""
    return bisect_left(STEPS, count)


@lru_cache(KEPT)
def of_predicate(
    event_type: str, form: str, status: str, rules: tuple[str, ...], flags: frozenset[str]
) -> tuple[str, ...]:
    """Give what is known of the event word."""
    found = [form, event_type, f"{event_type}/{form}", f"status {status}", f"status {status} {event_type}"]
    for rule in rules:
        found += rule, f"{rule} {form}"
    return tuple(map(plain, (*found, *(f"flag {flag}" for flag in flags))))


def of_sentence(reading: Reading, clause: Clause, predicate: Predicate) -> Iterator[str]:
    """Give how crowded the sentence is, and where in it the clause stands."""
    hits = reading.hits
    place = sum(cut.first < clause.first for cut, _ in reading.clauses)
    told = sum(len(predicates) for _, predicates in reading.clauses)
    words = hits[-1].word + 1
    where = "head" if not reading.start else "body"
    yield from (where, f"{where} words {step(words)}", f"parties {min(len(reading.named), 6)}", f"acts {min(told, 6)}")
    yield from (f"clause {clause.opener or 'main'}", f"clause {min(place, 3)}", f"opener {clause.opener} {where}")
    if clause.after_colon:
        yield "behind a colon"
    if clause.speaker:
        yield "reported"
    first, last = hits[predicate.first], predicate.last
    yield f"before {first.mark.strip()[:1]}{word_class(hits, predicate.first - 1)} {first.gap > 0}"
    if last + 1 < len(hits):
        behind = hits[last + 1]
        yield f"behind {behind.mark.strip()[:1]}{word_class(hits, last + 1)} {behind.gap > 0}"


def word_class(hits: Sequence[Hit], at: int) -> str:
    """Give what kind of hit stands at a place; "" at the edge."""
    if not 0 <= at < len(hits):
        return ""
    hit = hits[at]
    return hit.name if hit.category == "word" else "act" if hit.category == "cue" else hit.category


def of_parties(reading: Reading, clause: Clause, predicate: Predicate, parties: Parties) -> Iterator[str]:
    """Give how the two sides were chosen, and where they stand."""
    form = "noun" if predicate.noun else "verb"
    yield from of_choice(parties.rules, predicate.event_type, form)
    for name, codes in (("actor", parties.actor), ("recipient", parties.recipient)):
        yield f"{name}s {min(len(codes), 3)}"
        mention = named(parties.used, codes)
        if mention is None:
            yield f"{name} unnamed"
        else:
            yield from of_mention(name, form, standing(reading, clause, predicate, mention))


@lru_cache(KEPT)
def of_choice(rules: tuple[str, ...], event_type: str, form: str) -> tuple[str, ...]:
    """Give how two sides were chosen."""
    return tuple(plain(f"by {rule}{more}") for rule in rules for more in ("", f" {event_type}", f" {form}"))


def named(used: Sequence[Mention], codes: Codes) -> Mention | None:
    """Give the mention that named a side."""
    return next((mention for mention in used if set(mention.codes) & set(codes)), None)


class Standing(NamedTuple):
    """Where a side stands, seen from the event word: what of it is told apart."""

    kind: str
    role: str
    side: str
    away: int
    others: int
    elsewhere: bool
    past_act: bool
    past_comma: bool
    owner: bool
    first: bool


def standing(reading: Reading, clause: Clause, predicate: Predicate, mention: Mention) -> Standing:
    """Give where a side stands, seen from the event word."""
    hits = reading.hits
    ahead = mention.last < predicate.first
    near, far = (mention.last, predicate.first) if ahead else (predicate.last, mention.first)
    return Standing(
        mention.kind,
        mention.role or "bare",
        "ahead" if ahead else "behind",
        step(words_between(hits, near, far)) if near < far else 0,
        min(sum(near < m.first < far for m in reading.mentions), 3),
        not clause.holds(mention),
        any(hit.category == "cue" for hit in hits[near + 1 : far]),
        any("," in hit.mark for hit in hits[near + 1 : far + 1]),
        mention.owner,
        not mention.first,
    )


@lru_cache(KEPT)
def of_mention(name: str, form: str, where: Standing) -> tuple[str, ...]:
    """Give the features of a side by where it stands."""
    kind, role, side, away, others, *marked = where
    found = [f"{kind} {role}", role, f"{side} {form}", f"{side} {form} {role}"]
    found += f"{side} {away}", f"{side} past {others}", f"{side} past {others} {form}"
    apart = "in another clause", f"{side} past an act", f"{side} past a comma", f"owner {side} {form}", "first of all"
    found += itertools.compress(apart, marked)
    return tuple(plain(f"{name} {feature}") for feature in found)
