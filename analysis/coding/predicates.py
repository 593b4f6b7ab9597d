"""A predicate: an event word with whatever governs it, and what an operator (lift, suspend, resume) makes of it.

What an operator does to which type is in the ontology.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis.coding.voice import is_passive
from analysis.hits import Hit
from analysis.ontology import Ontology

# Their complements are nouns.
NOUNS_ONLY = frozenset({"CONSULT", "AGREE"})


class Predicate(NamedTuple):
    """An event in a clause before its participants are known. Places are indices of hits."""

    event_type: str
    mode: str | None
    first: int
    last: int
    noun: bool
    passive: bool
    flags: frozenset[str]
    status: str | None = None
    complement: int | None = None
    dropped: bool = False
    operators: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


def build(
    hits: Sequence[Hit], place: int, waiting: Sequence[int], ontology: Ontology, *, auxiliary: bool = False
) -> Predicate:
    """Make the predicate of a cue with the operators that wait for one, innermost first."""
    hit = hits[place]
    first = waiting[0] if waiting else place
    head = hits[first]
    predicate = Predicate(
        event_type=hit.name,
        mode=hit.detail,
        first=first,
        last=place,
        noun=hit.noun if first == place else head.noun,
        passive=is_passive(hits, first, auxiliary=auxiliary),
        flags=hit.flags,
        rules=(f"cue:{hit.name}",),
    )
    for at in reversed(waiting):
        predicate = operate(predicate, hits[at].name, ontology)
    return predicate


def operate(predicate: Predicate, operator: str, ontology: Ontology) -> Predicate:
    """Give what an operator makes of a predicate."""
    outcomes = ontology.operators[operator]
    outcome = outcomes.get(f"{predicate.event_type}:{predicate.mode}") or outcomes.get(predicate.event_type)
    done = predicate._replace(operators=(*predicate.operators, operator))
    if predicate.dropped and operator in {"undo", "cancel", "avoid"}:
        return done._replace(dropped=False, rules=(*done.rules, f"operator:{operator}"))
    if outcome is None:
        return done
    rules = (*done.rules, f"operator:{operator}")
    if outcome.dropped:
        if predicate.status == "cancelled":
            return done._replace(status=None, event_type="SUPPORT", mode=None, rules=rules)
        return done._replace(dropped=True, rules=rules)
    return done._replace(
        event_type=outcome.event_type or done.event_type,
        mode=outcome.mode if outcome.event_type else done.mode,
        status=outcome.status or done.status,
        rules=rules,
    )
