"""Read a verb of telling as a demand where it has somebody and an infinitive behind it ("told X to leave")."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.hits import Hit

BESIDE = 1
REACH = 5


def as_demands(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Give the hits of a sentence with every such verb made a cue of REQUEST."""
    if not any("order" in hit.flags for hit in hits):
        return hits
    return [demand(hit) if "order" in hit.flags and commands(hits, at) else hit for at, hit in enumerate(hits)]


def demand(hit: Hit) -> Hit:
    """Make a hit the verb of a demand."""
    return hit._replace(category="cue", name="REQUEST", noun=False, flags=hit.flags | {"active"})


def commands(hits: Sequence[Hit], place: int) -> bool:
    """Say whether a verb of telling is followed by a name, with its titles, and an infinitive."""
    named = False
    for hit in hits[place + 1 : place + 1 + REACH]:
        if hit.gap > BESIDE or hit.mark.strip():
            return False
        if named and "infinitive" in hit.flags:
            return not hit.gap
        if hit.category != "actor" and hit.name != "title":
            return False
        named = named or hit.category == "actor"
    return False
