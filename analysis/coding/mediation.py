"""Who goes between whom: a mediator names itself, and the two sides, or leaves them to the sentence before."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.coding.predicates import Predicate
from analysis.coding.scene import Codes, Parties, Scene
from analysis.hits import words_between
from analysis.mentions import Mention

PAIR = 2
BROUGHT = frozenset({"CONSULT", "AGREE", "COOPERATE", "RETREAT"})
BESIDE = 6


def mediated(predicate: Predicate, scene: Scene) -> Parties | None:
    """Give the go-between and the sides of a predicate flagged `mediate`; None where either is not told."""
    sides = next((m.codes for m in scene.mentions if m.role == "between" and len(m.codes) == PAIR), scene.pair)
    if len(sides) != PAIR:
        return None
    able = [m for m in scene.mentions if m.bare and not m.private and not set(m.codes) & set(sides)]
    beside = next((m for m in able if words_apart(m, predicate, scene) <= BESIDE), None)
    if beside is not None:
        return Parties(beside.codes, sides, ("mediator",), (beside,))
    carried = scene.subject if not set(scene.subject) & set(sides) else ()
    return Parties(carried, sides, ("mediator",)) if carried else None


def has_sides(scene: Scene) -> bool:
    """Say whether two sides are named that somebody goes between."""
    if any(m.role == "between" and len(m.codes) == PAIR for m in scene.mentions):
        return True
    return bool(scene.pair) and not any(m.role == "with" for m in scene.mentions)


def brokered(predicates: Sequence[Predicate], mentions: Sequence[Mention], pair: Codes) -> Parties | None:
    """Give the go-between that a truce, a deal or talks are owed to, where the sides were named before."""
    via = next((m for m in mentions if m.role == "via" and not m.private), None)
    told = any(predicate.event_type in BROUGHT for predicate in predicates)
    if via is None or not told or len(pair) != PAIR or set(via.codes) & set(pair):
        return None
    return Parties(via.codes, pair, ("mediator",), (via,))


def own_meeting(predicate: Predicate, scene: Scene) -> Parties | None:
    """Give the two parties of a sentence that speaks of "their meeting"; else those named before."""
    if "theirs" not in predicate.flags:
        return None
    sides = scene.named if len(scene.named) == PAIR else scene.pair
    return Parties(sides[:1], sides[1:], ("theirs",)) if len(sides) == PAIR else None


def words_apart(mention: Mention, predicate: Predicate, scene: Scene) -> int:
    """Count the words between a mention and a predicate."""
    before = mention.last < predicate.first
    return words_between(scene.hits, *((mention.last, predicate.first) if before else (predicate.first, mention.first)))
