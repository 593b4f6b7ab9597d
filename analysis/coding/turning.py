"""An operator behind its event ("talks were cancelled", "sanctions lifted"): when it turns what was told."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.clauses import Clause
from analysis.coding.predicates import Predicate, operate
from analysis.coding.voice import is_helped, is_passive
from analysis.hits import Hit, words_between
from analysis.ontology import Ontology

REACH_BACK = 7
REACH_FAR = 12
OBJECT_GAP = 2
SETTLING = frozenset({"RETREAT", "AGREE"})


def turn_back(found: list[Predicate], hits: Sequence[Hit], place: int, clause: Clause, ontology: Ontology) -> bool:
    """Apply an operator that follows its event ("talks were cancelled", "sanctions lifted"); say whether it did."""
    if not found:
        return False
    previous, hit = found[-1], hits[place]
    nominal = previous.noun and previous.last == previous.first
    near = words_between(hits, previous.last, place) <= (REACH_FAR if is_helped(hits, place) else REACH_BACK)
    aside = "," in hit.mark and hit.participle
    if not nominal or not near or hit.noun or hit.clitic == "and" or aside or takes_object(previous, hits, place):
        return False
    ahead = next((at for at in range(place + 1, clause.stop) if hits[at].category == "cue"), None)
    if ahead is not None and hits[ahead].noun and words_between(hits, place, ahead) <= 4:
        return False
    passive = hit.participle or is_passive(hits, place)
    if not passive and "intransitive" not in hit.flags:
        return False
    announced = any(hits[at].name == "plan" for at in range(previous.last + 1, place))
    called_off = announced and hit.name == "undo" and not previous.status
    turned = operate(previous, "cancel" if called_off else hit.name, ontology)
    found[-1] = turned._replace(last=place, rules=(*turned.rules, "operator-behind"))
    return True


def takes_object(previous: Predicate, hits: Sequence[Hit], place: int) -> bool:
    """Say whether a truce or an agreement ends something else, told in words unknown here ("... ended the war of")."""
    if previous.event_type not in SETTLING or hits[place].name != "undo" or is_helped(hits, place):
        return False
    after = hits[place + 1] if place + 1 < len(hits) else None
    return after is not None and after.name in {"of", "between"} and after.gap >= OBJECT_GAP and not after.mark
