"""How likely an event that the grammar found is right: a small logistic model of how it was found.

Not of what is told but of how: by which rules, where in the sentence its cue and its parties stand, how crowded the
sentence is. Weights are data (`reliability.json` beside the language folders), trained by `python -m analysis train` on
passages whose events are all labelled. A feature has a weight for all languages and one more for the text's own, so
that a language without passages still has a measure (Daume III 2007, "Frustratingly easy domain adaptation").
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from math import exp
from pathlib import Path

from analysis.clauses import Clause
from analysis.coding.predicates import Predicate
from analysis.coding.scene import Codes, Parties
from analysis.hits import Hit, words_between
from analysis.mentions import Mention
from analysis.reading import Reading
from data.errors import CatalogError

SCALE = 100
STEPS = (0, 1, 2, 4, 7, 12, 20, 35)
SHORT = 14


class Reliability:
    """Weights of a language by feature, in hundredths: those for all languages with its own added."""

    def __init__(self, weights: Mapping[str, int], iso: str) -> None:
        own = {feature: weights.get(f"{iso}:{feature}", 0) for feature in weights if ":" not in feature}
        self.weights = {feature: weights[feature] + own[feature] for feature in own}

    def of(self, features: Sequence[str]) -> float:
        """Give the probability that an event found so is right; even odds where nothing is known."""
        total = sum(self.weights.get(feature, 0) for feature in features)
        return round(1 / (1 + exp(-total / SCALE)), 3)


def load_weights(path: Path) -> dict[str, int]:
    """Read the weights of all languages. Raises CatalogError."""
    try:
        raw = json.loads(path.read_text("utf-8"))
        return {str(feature): int(weight) for feature, weight in raw.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise CatalogError(f"cannot be read as weights: {error!r}", path) from error


def circumstances(reading: Reading, clause: Clause, predicate: Predicate, parties: Parties, status: str) -> list[str]:
    """Give the features of an event: how it was found, and where in its sentence."""
    found = [
        "bias",
        *of_predicate(predicate, status),
        *of_sentence(reading, clause, predicate),
        *of_parties(reading, clause, predicate, parties),
    ]
    return [feature.replace(":", "=") for feature in dict.fromkeys(found)]


def step(count: int) -> int:
    """Give the step of a scale that a count has reached: far counts are told apart less finely."""
    return sum(count > limit for limit in STEPS)


def of_predicate(predicate: Predicate, status: str) -> Iterator[str]:
    """Give what is known of the event word."""
    form = "noun" if predicate.noun else "passive" if predicate.passive else "verb"
    kind = f"{predicate.event_type}/{form}"
    yield from (form, predicate.event_type, kind, f"status {status}", f"status {status} {predicate.event_type}")
    for rule in predicate.rules:
        yield rule
        yield f"{rule} {form}"
    for flag in predicate.flags:
        yield f"flag {flag}"


def of_sentence(reading: Reading, clause: Clause, predicate: Predicate) -> Iterator[str]:
    """Give how crowded the sentence is, and where in it the clause stands."""
    hits = reading.hits
    parties = {code for mention in reading.mentions for code in mention.codes}
    place = sum(cut.first < clause.first for cut, _ in reading.clauses)
    told = sum(len(predicates) for _, predicates in reading.clauses)
    words = hits[-1].word + 1
    where = "head" if not reading.start else "body"
    yield from (where, f"{where} words {step(words)}", f"parties {min(len(parties), 6)}", f"acts {min(told, 6)}")
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
    for rule in parties.rules:
        yield f"by {rule}"
        yield f"by {rule} {predicate.event_type}"
        yield f"by {rule} {'noun' if predicate.noun else 'verb'}"
    for name, codes in (("actor", parties.actor), ("recipient", parties.recipient)):
        yield f"{name}s {min(len(codes), 3)}"
        mention = named(parties.used, codes)
        if mention is None:
            yield f"{name} unnamed"
            continue
        yield from (f"{name} {feature}" for feature in of_mention(reading, clause, predicate, mention))


def named(used: Sequence[Mention], codes: Codes) -> Mention | None:
    """Give the mention that named a side."""
    return next((mention for mention in used if set(mention.codes) & set(codes)), None)


def of_mention(reading: Reading, clause: Clause, predicate: Predicate, mention: Mention) -> Iterator[str]:
    """Give where a side stands, seen from the event word."""
    hits = reading.hits
    ahead = mention.last < predicate.first
    near, far = (mention.last, predicate.first) if ahead else (predicate.last, mention.first)
    side = "ahead" if ahead else "behind"
    kind = f"{mention.kind} {mention.role or 'bare'}"
    form = "noun" if predicate.noun else "verb"
    away = step(words_between(hits, near, far)) if near < far else 0
    between = hits[near + 1 : far]
    others = sum(near < m.first < far for m in reading.mentions)
    yield from (kind, mention.role or "bare", f"{side} {form}", f"{side} {form} {mention.role or 'bare'}")
    yield from (f"{side} {away}", f"{side} past {min(others, 3)}", f"{side} past {min(others, 3)} {form}")
    if not clause.holds(mention):
        yield "in another clause"
    if any(hit.category == "cue" for hit in between):
        yield f"{side} past an act"
    if "," in "".join(hit.mark for hit in hits[near + 1 : far + 1]):
        yield f"{side} past a comma"
    if mention.owner:
        yield f"owner {side} {form}"
    if not mention.first:
        yield "first of all"
