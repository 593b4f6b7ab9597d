"""Aid that is told as a thing: where a shipment comes from, and where it is only what another deed is about."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.coding.predicates import Predicate
from analysis.coding.scene import Scene
from analysis.hits import Hit, words_between
from analysis.mentions import Mention

OWNER_GAP = 2
GIVER_GAP = 5


def is_attribute(hit: Hit) -> bool:
    """Say whether a hit belongs to the noun behind it: an article, or a thing that it is made of."""
    return bool(hit.thing) or hit.name == "title"


def is_reason(predicate: Predicate, scene: Scene) -> bool:
    """Say whether a noun is what something else is about ("bombs Y over a shipment of arms")."""
    place = predicate.first
    while place and is_attribute(scene.hits[place - 1]) and scene.hits[place].gap <= OWNER_GAP:
        place -= 1
    return place > 0 and scene.hits[place - 1].name == "about" and scene.hits[place].gap <= OWNER_GAP


def giver_of(predicate: Predicate, scene: Scene, right: Sequence[Mention]) -> list[Mention]:
    """Give where aid comes from ("a shipment of arms from X"), close behind its noun."""
    if predicate.event_type != "AID" or scene.previous >= 0:
        return []
    near = (m for m in right if words_between(scene.hits, predicate.last, m.first) <= GIVER_GAP)
    return [m for m in near if m.role == "from"][:1]
