"""Which acts concern an actor's kin.

A territory's acts concern its sovereign; force by or against a group concerns its parent state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.parameters import Parameters
from analysis.weights import is_conflict
from data.actor_model import ActorCatalog
from data.model import Event

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Kinship:
    """Parents of armed groups and sovereigns of territories, by code."""

    parents: Mapping[str, str] = field(default_factory=dict)
    sovereigns: Mapping[str, str] = field(default_factory=dict)


def read_kinship(actors: ActorCatalog) -> Kinship:
    """Read kinship from the actor catalogue."""
    return Kinship(
        {code: group.parent for code, group in actors.groups.items() if group.parent},
        {code: state.sovereign for code, state in actors.states.items() if state.sovereign},
    )


def expand_lists(event: Event, parameters: Parameters) -> tuple[Pair, ...]:
    """Expand the actor lists to directed pairs; a list too long to mean anything for one pair gives none."""
    pairs = [(a, r) for a in event.actor for r in event.recipient if a != r]
    unique = {frozenset(pair): pair for pair in reversed(pairs)}
    return tuple(sorted(unique.values())) if len(unique) <= parameters.pairs_an_event else ()


def concerned_pairs(event: Event, kinship: Kinship, parameters: Parameters) -> list[Pair]:
    """Give the directed pairs that an event concerns, its kin's included; each undirected pair once."""
    pairs = list(expand_lists(event, parameters))
    lifts = [kinship.sovereigns, {**kinship.sovereigns, **kinship.parents} if is_conflict(event) else {}]
    for lift in lifts:
        pairs += [(lift.get(a, a), lift.get(r, r)) for a, r in tuple(pairs)]
    once = {frozenset(pair): pair for pair in reversed(pairs) if pair[0] != pair[1]}
    return sorted(once.values())
