"""Compose the predicates of a clause from its hits, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.clauses import Clause
from analysis.coding.frames import add_framed, describes_taken, find_frame, may_frame
from analysis.coding.governing import absorb, befalls, describes, is_compound, takes
from analysis.coding.predicates import Predicate, build
from analysis.coding.scope import reaches
from analysis.coding.turning import turn_back
from analysis.coding.voice import is_adjectival, is_reduced
from analysis.hits import Hit
from analysis.ontology import Ontology
from analysis.packs import LanguagePack


def find_predicates(hits: Sequence[Hit], clause: Clause, ontology: Ontology, pack: LanguagePack) -> list[Predicate]:
    """Give the predicates of a clause in order, those that an operator dropped left out.

    Where adjectives stand before their noun, the second of two nouns is the head ("ceasefire talks").
    """
    found: list[Predicate] = []
    compound = pack.adjective == "before"
    waiting: list[int] = []
    for place in range(clause.first, clause.stop):
        hit = hits[place]
        framed = find_frame(hits, place, clause, ontology) if may_frame(hit) else None
        if framed is not None and not describes_taken(found, framed, hits, place):
            add_framed(found, framed, waiting, hits, ontology)
            waiting = []
            continue
        if hit.category == "word" and hit.name in ontology.operators:
            if not turn_back(found, hits, place, clause, ontology):
                waiting.append(place)
        elif hit.category == "cue" and not is_adjectival(hits, place, clause, auxiliary=pack.auxiliary):
            waiting = [] if is_reduced(hits, place) else [at for at in waiting if reaches(hits, at, place)]
            previous = found[-1] if found else None
            if previous and compound and is_compound(previous, hits, place):
                found[-1] = build(hits, place, [], ontology)._replace(
                    first=previous.first, operators=previous.operators
                )
            elif previous and pack.auxiliary and befalls(previous, hit):
                found.append(build(hits, place, waiting, ontology, auxiliary=True))
            elif previous and (takes(previous, hits, place, ontology) or describes(previous, hits, place, pack)):
                found[-1] = absorb(previous, hits, place, waiting, ontology)
            else:
                found.append(build(hits, place, waiting, ontology, auxiliary=pack.auxiliary))
            waiting = []
    return [predicate for predicate in found if not predicate.dropped and not is_empty_handed(predicate)]


def is_empty_handed(predicate: Predicate) -> bool:
    """Say whether a verb of handing on carries no words of anybody ("passed Y's offer on" does)."""
    return "laden" in predicate.flags and predicate.complement is None
