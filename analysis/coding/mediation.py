"""Who goes between whom: a mediator names itself, and the two sides, or leaves them to the sentence before."""

from __future__ import annotations

from analysis.coding.predicates import Predicate
from analysis.coding.scene import Parties, Scene
from analysis.hits import words_between
from analysis.mentions import Mention

PAIR = 2
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


def words_apart(mention: Mention, predicate: Predicate, scene: Scene) -> int:
    """Count the words between a mention and a predicate."""
    before = mention.last < predicate.first
    return words_between(scene.hits, *((mention.last, predicate.first) if before else (predicate.first, mention.first)))
