"""Aid that is told as a thing and is the object of a hostile deed: nothing is given there."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.hits import Hit

LINKS = frozenset({"on", "at", "of", "title", "private"})


def is_struck(hits: Sequence[Hit], deed: int, place: int) -> bool:
    """Say whether a noun of aid is what the deed before it falls on ("bombs an arms shipment")."""
    aid = hits[place].name == "AID" and hits[place].noun
    direct = all(h.category == "actor" or h.thing or h.name in LINKS for h in hits[deed + 1 : place])
    return aid and direct and "," not in hits[place].mark
