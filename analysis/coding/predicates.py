"""Find the predicates of a clause: an event word with whatever governs it.

A verb of refusing, threatening or blaming beats the event in its complement; an operator (lift, suspend, resume,
cancel) turns it into another. What an operator does to which type is in the ontology.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis.clauses import Clause
from analysis.coding.objects import is_struck
from analysis.hits import Hit, words_between
from analysis.ontology import Ontology
from analysis.packs import LanguagePack

REACH = 9
REACH_BACK = 7
REACH_FAR = 12
OBJECT_GAP = 2
PASSIVE_GAP = 2
AUXILIARY_REACH = 4
PROMISES = frozenset({"AGREE", "CONCEDE"})
VIOLENT = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
HOSTILE = frozenset({"ASSAULT", "COERCE"})
SETTLING = frozenset({"RETREAT", "AGREE"})
NOUNS_ONLY = frozenset({"CONSULT", "AGREE"})
BEFORE_NOUN = frozenset({"in", "from", "of", "at", "on", "against"})
OBJECTLESS = frozenset({"in", "from", "after", "at", "per", "of"})


class Predicate(NamedTuple):
    """An event in a clause before its participants are known. Places are indices of hits."""

    event_type: str
    mode: str | None
    first: int
    last: int
    noun: bool
    passive: bool
    flags: frozenset[str]
    status: str | None = None
    complement: int | None = None
    dropped: bool = False
    operators: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


def find_predicates(hits: Sequence[Hit], clause: Clause, ontology: Ontology, pack: LanguagePack) -> list[Predicate]:
    """Give the predicates of a clause in order, those that an operator dropped left out.

    Where adjectives stand before their noun, the second of two nouns is the head ("ceasefire talks").
    """
    found: list[Predicate] = []
    compound = pack.adjective == "before"
    waiting: list[int] = []
    for place in range(clause.first, clause.stop):
        hit = hits[place]
        framed = find_frame(hits, place, clause, ontology) if hit.thing or hit.participle else None
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
    return [predicate for predicate in found if not predicate.dropped]


def find_frame(hits: Sequence[Hit], place: int, clause: Clause, ontology: Ontology) -> Predicate | None:
    """Give the predicate that a verb and its object make together, at whichever of them comes last; None for none."""
    hit = hits[place]
    if not hit.thing and not (hit.verb_class and hit.participle):
        return None
    for at in range(place - 1, clause.first - 1, -1):
        if words_between(hits, at, place) > REACH_BACK or starts_anew(hits, at + 1):
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
                flags=hits[at].flags - {"gift", "visit"} | ({"reverse"} if outcome.reverse else set()),
                status=outcome.status,
                rules=(f"frame:{verb}+{thing}",),
            )
        if hits[at].category == "cue" and "active" in hits[at].flags and not hits[at].verb_class:
            return None  # the object of another verb ("receives a sentence for assaulting ...")
    return None


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
    governed = previous and ontology.is_verbal(previous.event_type) and previous.event_type not in NOUNS_ONLY
    near = previous and words_between(hits, previous.last, framed.first) <= REACH
    if previous and governed and near and not starts_anew(hits, framed.first):
        found[-1] = previous._replace(last=framed.last, complement=framed.last)
        return
    found.append(framed)


def starts_anew(hits: Sequence[Hit], place: int) -> bool:
    """Say whether a verb begins a new statement: after "and", a comma, or a subject that follows a comma."""
    hit = hits[place]
    if hit.noun:
        return False
    if place and hits[place - 1].category == "actor" and hit.gap <= 2 and "," in hits[place - 1].mark:
        return True
    after_and = place > 0 and hits[place - 1].name == "and" and hit.gap <= 1
    return after_and or (hit.clitic == "and" and hit.category != "actor") or "," in hit.mark or "\u060c" in hit.mark


def reaches(hits: Sequence[Hit], first: int, second: int) -> bool:
    """Say whether an operator still governs a later cue."""
    if any(starts_anew(hits, at) for at in range(first + 1, second + 1)):
        return False
    if hits[second].gap and "," in hits[second].mark and hits[second - 1].category != "cue":
        return False  # "to end fire, build dialogue": its object is a word that the lists do not know
    if hits[first].name == "undo" and any(hit.name == "with" for hit in hits[first + 1 : second]):
        return False  # "ended with a promise": what it closes with is not what it ends
    if hits[first].name == "undo" and any(hit.name == "about" for hit in hits[first + 1 : second]):
        return False
    return words_between(hits, first, second) <= REACH


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
    hostile = predicate.event_type in HOSTILE and not predicate.operators
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


def is_adjectival(hits: Sequence[Hit], place: int, clause: Clause, *, auxiliary: bool) -> bool:
    """Say whether a participle describes a noun: the one behind it, or before it where verbs need auxiliaries."""
    hit = hits[place]
    if hit.noun or not hit.participle:
        return False
    if not auxiliary:
        beside = place > clause.first and hit.gap == 0 and not hit.mark
        if beside and "object" in hit.flags and hits[place - 1].name in BEFORE_NOUN:
            return True  # "in occupied ..."
        after = hits[place + 1] if place + 1 < clause.stop else None
        described = after is not None and after.category == "cue" and after.noun and after.gap == 0 and not after.mark
        return described and not (place > clause.first and hits[place - 1].category == "actor" and hit.gap == 0)
    for at in range(place - 1, max(clause.first, place - 4) - 1, -1):
        if hits[at].name in {"have", "had", "be"} or "be" in hits[at].flags:
            return False
    if is_passive(hits, place) or place == clause.first:
        return False
    return not (hits[place - 1].category == "actor" and hits[place - 1].detail != "demonym" and hit.gap == 0)


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


def build(
    hits: Sequence[Hit], place: int, waiting: Sequence[int], ontology: Ontology, *, auxiliary: bool = False
) -> Predicate:
    """Make the predicate of a cue with the operators that wait for one, innermost first."""
    hit = hits[place]
    first = waiting[0] if waiting else place
    head = hits[first]
    predicate = Predicate(
        event_type=hit.name,
        mode=hit.detail,
        first=first,
        last=place,
        noun=hit.noun if first == place else head.noun,
        passive=is_passive(hits, first, auxiliary=auxiliary),
        flags=hit.flags,
        rules=(f"cue:{hit.name}",),
    )
    for at in reversed(waiting):
        predicate = operate(predicate, hits[at].name, ontology)
    return predicate


def operate(predicate: Predicate, operator: str, ontology: Ontology) -> Predicate:
    """Give what an operator makes of a predicate."""
    outcomes = ontology.operators[operator]
    outcome = outcomes.get(f"{predicate.event_type}:{predicate.mode}") or outcomes.get(predicate.event_type)
    done = predicate._replace(operators=(*predicate.operators, operator))
    if predicate.dropped and operator in {"undo", "cancel", "avoid"}:
        return done._replace(dropped=False, rules=(*done.rules, f"operator:{operator}"))
    if outcome is None:
        return done
    rules = (*done.rules, f"operator:{operator}")
    if outcome.dropped:
        if predicate.status == "cancelled":
            return done._replace(status=None, event_type="SUPPORT", mode=None, rules=rules)
        return done._replace(dropped=True, rules=rules)
    return done._replace(
        event_type=outcome.event_type or done.event_type,
        mode=outcome.mode if outcome.event_type else done.mode,
        status=outcome.status or done.status,
        rules=rules,
    )


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


def is_helped(hits: Sequence[Hit], place: int) -> bool:
    """Say whether a form of "be" stands right before a participle."""
    before = hits[place - 1] if place else None
    helped = before is not None and (before.name == "be" or "be" in before.flags)
    return helped and hits[place].participle and hits[place].gap <= PASSIVE_GAP


def takes_object(previous: Predicate, hits: Sequence[Hit], place: int) -> bool:
    """Say whether a truce or an agreement ends something else, told in words unknown here ("... ended the war of")."""
    if previous.event_type not in SETTLING or hits[place].name != "undo" or is_helped(hits, place):
        return False
    after = hits[place + 1] if place + 1 < len(hits) else None
    return after is not None and after.name in {"of", "between"} and after.gap >= OBJECT_GAP and not after.mark


def is_passive(hits: Sequence[Hit], place: int, *, auxiliary: bool = False) -> bool:
    """Say whether a verb is passive: a form of "be" before it, or "by" after it."""
    hit = hits[place]
    if hit.noun or "active" in hit.flags:
        return False
    if "passive" in hit.flags:
        return True
    if not hit.participle:
        return False
    before = hits[place - 1] if place else None
    if before is not None and (before.name == "be" or "be" in before.flags) and hit.gap <= PASSIVE_GAP:
        return True
    after = hits[place + 1] if place + 1 < len(hits) else None
    if after is not None and after.name == "by" and after.gap <= PASSIVE_GAP:
        return True
    bare = auxiliary and hit.category == "cue" and "ed" in hit.flags and not has_auxiliary(hits, place)
    return bare or ("object" in hit.flags and is_headless(hits, place))


def has_auxiliary(hits: Sequence[Hit], place: int) -> bool:
    """Say whether an auxiliary stands before a participle, adverbs and negations between them."""
    for at in range(place - 1, max(-1, place - AUXILIARY_REACH) - 1, -1):
        if at < 0 or hits[at + 1].gap > PASSIVE_GAP:
            return False
        if hits[at].name in {"have", "had", "be", "pronoun"} or "be" in hits[at].flags:
            return True
        if hits[at].name not in {"not", "may", "will", "plan"}:
            return False
    return False


def is_reduced(hits: Sequence[Hit], place: int) -> bool:
    """Say whether a participle tells what befell the noun before it ("soldiers killed in ..."): no verb governs it."""
    return (
        not hits[place].noun and "object" in hits[place].flags and hits[place].participle and is_headless(hits, place)
    )


def is_headless(hits: Sequence[Hit], place: int) -> bool:
    """Say whether a participle has no auxiliary and no object, only a place or a time: "soldier killed in ..."."""
    before = hits[place - 1] if place else None
    if before is not None and before.name in {"have", "had"} and hits[place].gap <= PASSIVE_GAP:
        return False
    after = hits[place + 1] if place + 1 < len(hits) else None
    return after is None or (after.category == "word" and after.name in OBJECTLESS and after.gap == 0)
