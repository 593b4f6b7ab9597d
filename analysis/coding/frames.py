"""A verb and its object that make an event only together ("recall an ambassador"). Which do is in the ontology."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.clauses import Clause
from analysis.coding.predicates import NOUNS_ONLY, Predicate, operate
from analysis.coding.scope import REACH, reaches, starts_anew
from analysis.coding.voice import is_passive
from analysis.hits import Hit, words_aside, words_between
from analysis.ontology import Ontology

REACH_BACK = 7
EXCHANGE = "exchange"


def may_frame(hit: Hit) -> bool:
    """Say whether a hit may be the second of a verb and its object: an object, or a verb that describes one."""
    return bool(hit.thing or (hit.participle and hit.verb_class))


def find_frame(hits: Sequence[Hit], place: int, clause: Clause, ontology: Ontology) -> Predicate | None:
    """Give the predicate that a verb and its object make together, at whichever of them comes last; None for none."""
    hit = hits[place]
    for at in range(place - 1, clause.first - 1, -1):
        if words_between(hits, at, place) - words_aside(hits, at, place) > REACH_BACK or starts_anew(hits, at + 1):
            return None
        verb, thing = (hits[at].verb_class, hit.thing) if hit.thing else (hit.verb_class, hits[at].thing)
        outcome = ontology.frames.get(verb, {}).get(thing) if verb and thing else None
        if outcome is not None and outcome.event_type:
            return Predicate(
                outcome.event_type,
                outcome.mode,
                at,
                place,
                noun=not hit.thing or hits[at].noun,
                passive=bool(hit.thing) and is_passive(hits, at),
                flags=hits[at].flags - {"gift", "visit"} | added_flags(verb, reverse=outcome.reverse),
                status=outcome.status,
                rules=(f"frame:{verb}+{thing}",),
            )
        if hits[at].category == "cue" and "active" in hits[at].flags and not hits[at].verb_class:
            return None  # the object of another verb ("receives a sentence for assaulting ...")
    return None


def added_flags(verb: str, *, reverse: bool) -> set[str]:
    """Give the flags that a frame adds to those of its verb: its direction, or that it has none."""
    return ({"reverse"} if reverse else set()) | ({"reciprocal"} if verb == EXCHANGE else set())


def describes_taken(found: Sequence[Predicate], framed: Predicate, hits: Sequence[Hit], place: int) -> bool:
    """Say whether a participle only describes a thing that is the object of a verb before it ("free frozen assets")."""
    return bool(found) and not hits[place].thing and found[-1].last == framed.first and found[-1].first < framed.first


def add_framed(
    found: list[Predicate], framed: Predicate, waiting: Sequence[int], hits: Sequence[Hit], ontology: Ontology
) -> None:
    """Put a framed predicate in the place of what its verb alone was taken for, under whatever governs it."""
    if found and found[-1].last >= framed.first:
        inner = found.pop()
        if inner.first < framed.first and ontology.is_verbal(inner.event_type):
            found.append(inner._replace(last=framed.last, complement=framed.last))
            return
    for at in reversed([at for at in waiting if at < framed.first and reaches(hits, at, framed.first)]):
        framed = operate(framed, hits[at].name, ontology)._replace(first=at, noun=hits[at].noun)
    previous = found[-1] if found else None
    banned = previous and framed.noun and not previous.noun and previous.event_type == "SANCTION"
    governed = previous and ontology.is_verbal(previous.event_type) and previous.event_type not in NOUNS_ONLY
    governed = governed or banned  # "bans the sale of arms"
    near = previous and words_between(hits, previous.last, framed.first) <= REACH
    if previous and governed and near and not starts_anew(hits, framed.first):
        found[-1] = previous._replace(last=framed.last, complement=framed.last)
        return
    found.append(framed)
