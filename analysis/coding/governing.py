"""When one event word takes another as its complement, and what it is then.

A verb of refusing, threatening or blaming beats the event in its complement.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.coding.kinds import FORCEFUL
from analysis.coding.objects import is_struck
from analysis.coding.predicates import NOUNS_ONLY, Predicate, build
from analysis.coding.scope import REACH, starts_anew
from analysis.hits import Hit, words_between
from analysis.ontology import Ontology
from analysis.packs import LanguagePack

PROMISES = frozenset({"AGREE", "CONCEDE"})
VIOLENT = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})


def takes(predicate: Predicate, hits: Sequence[Hit], place: int, ontology: Ontology) -> bool:
    """Say whether a predicate takes a later cue as its complement or as another word for itself."""
    if starts_anew(hits, place) or words_between(hits, predicate.last, place) > REACH:
        return False
    hit = hits[place]
    if predicate.noun and hit.participle and not hit.noun and hits[place - 1].name in {"have", "had", "be"}:
        return False  # the verb of the noun, not what it tells
    if "with" in predicate.flags and hit.noun and any(hits[at].name == "with" for at in range(predicate.last, place)):
        return True
    governs = ontology.is_verbal(predicate.event_type) and not predicate.dropped
    if predicate.event_type == "CONSULT" and not predicate.noun and is_second_verb(hits, predicate.last, place):
        return False
    if predicate.event_type in NOUNS_ONLY and not hit.noun and not is_content(predicate, hits, place):
        return False
    same = hit.name == predicate.event_type and words_between(hits, predicate.last, place) <= 4
    hostile = predicate.event_type in FORCEFUL and not predicate.operators
    return governs or same or (hostile and is_struck(hits, predicate.last, place))


def befalls(predicate: Predicate, hit: Hit) -> bool:
    """Say whether a participle tells what is done about an event told by its noun ("threats denounced by X")."""
    return predicate.noun and hit.participle and not hit.noun and hit.name != predicate.event_type


def is_second_verb(hits: Sequence[Hit], first: int, place: int) -> bool:
    """Say whether "and" and a word that the lists do not know part a noun from a verb: the object of a second verb."""
    return any(hits[at].name == "and" and hits[at + 1].gap for at in range(first + 1, place))


def is_content(predicate: Predicate, hits: Sequence[Hit], place: int) -> bool:
    """Say whether a verb right behind a preposition tells what is agreed to ("promised to strike"), where verbs do."""
    before = hits[place - 1]
    infinitive = "infinitive" in before.flags
    linked = (infinitive or before.name in {"of", "at"}) and before.category == "word" and not hits[place].gap
    bare = infinitive or not hits[place].participle
    return linked and predicate.event_type == "AGREE" and not predicate.noun and bare


def describes(predicate: Predicate, hits: Sequence[Hit], place: int, pack: LanguagePack) -> bool:
    """Say whether a participle with its agent only describes the object of a verb ("accepts the rule set by X")."""
    if not pack.auxiliary or predicate.noun or hits[place].noun or not hits[place].participle:
        return False
    agent = place + 1 < len(hits) and hits[place + 1].name == "by" and hits[place + 1].gap <= 1
    helped = hits[place - 1].name in {"be", "have", "had"} or "be" in hits[place - 1].flags
    near = words_between(hits, predicate.last, place) <= REACH
    return agent and near and not helped and not starts_anew(hits, place)


def is_compound(predicate: Predicate, hits: Sequence[Hit], place: int) -> bool:
    """Say whether a noun is the head of a compound whose first part is all that a predicate has so far."""
    hit = hits[place]
    adjacent = predicate.last == place - 1 and hit.gap == 0 and not hit.mark and hits[predicate.last].noun
    return hit.noun and adjacent and (predicate.first == predicate.last) and hit.name != predicate.event_type


def absorb(
    predicate: Predicate, hits: Sequence[Hit], place: int, waiting: Sequence[int], ontology: Ontology
) -> Predicate:
    """Give a predicate that has taken a cue: its complement, or a second word for the same event."""
    hit = hits[place]
    if "with" in predicate.flags and any(hits[at].name == "with" for at in range(predicate.last, place)):
        # "hit with sanctions": the noun tells what it is.
        rules = (*predicate.rules, f"with:{hit.name}")
        return predicate._replace(event_type=hit.name, mode=hit.detail, last=place, rules=rules)
    operators = (*predicate.operators, *(hits[at].name for at in waiting))
    rules = predicate.rules
    inner = build(hits, place, waiting, ontology)
    if (
        predicate.event_type in PROMISES
        and not (hit.noun and predicate.complement is not None and not hits[predicate.complement].noun)
        and not predicate.noun
        and not inner.dropped
        and ontology.quad(inner.event_type) == "material_conflict"
    ):
        # Promising violence threatens; promising or proposing another hostile act plans it.
        rules = (*rules, f"promise:{inner.event_type}")
        if inner.event_type in VIOLENT:
            return predicate._replace(event_type="THREATEN", mode=None, last=place, complement=place, rules=rules)
        return inner._replace(first=predicate.first, noun=predicate.noun, status="planned", rules=rules)
    if hit.name != predicate.event_type or waiting:
        rules = (*rules, f"governor:{predicate.event_type}>{hit.name}")
    becomes_verb = predicate.noun and not hit.noun and hit.name == predicate.event_type
    return predicate._replace(
        last=place,
        complement=place if predicate.complement is None else predicate.complement,
        noun=predicate.noun and not becomes_verb,
        operators=operators,
        rules=rules,
    )
