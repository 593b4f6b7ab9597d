"""How sure the coder is of an event, in 0..1: a prior, less what weakens the reading. Not a probability of truth."""

from __future__ import annotations

from analysis.coding.predicates import Predicate
from analysis.coding.scene import Parties

PRIOR = 0.9
DOUBTS = {
    "subject-carried": 0.15,
    "group": 0.05,
    "counterpart": 0.25,
    "topic": 0.25,
    "same-pair": 0.2,
    "kicker": 0.2,
    "quoted": 0.1,
    "theirs": 0.1,
    "loose": 0.4,
    "mutual": 0.0,
    "order": 0.0,
    "noun": 0.05,
    "passive": 0.0,
}


def rate(predicate: Predicate, parties: Parties) -> float:
    """Give the confidence of a predicate with these parties."""
    doubt = sum(DOUBTS.get(rule, 0.0) for rule in parties.rules)
    doubt += 0.05 * max(0, len(predicate.operators) - 1)
    return round(max(0.05, PRIOR - doubt), 3)
