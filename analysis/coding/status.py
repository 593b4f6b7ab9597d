"""How real an event is: actual, planned, hypothetical, denied, historical, cancelled, failed or a question.

Words of the clause decide; which word class means which status is data (ontology), which words are in it too.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.clauses import Clause
from analysis.coding.predicates import Predicate
from analysis.hits import Hit, words_between
from analysis.ontology import Ontology

# How far before the head of a predicate a word of a class still bears on it, in words.
REACH = {"had": 3, "not": 4, "deny": 9, "may": 5, "would": 4, "will": 4, "plan": 8}
WHOLE_CLAUSE = frozenset({"past", "next", "cancelled", "fail"})
# "rejects Y's part as long as it keeps what it passed in 1995": a year far behind is of something else.
PAST_REACH = 6
FAILABLE = frozenset({"CONSULT", "AGREE", "RETREAT"})
SUBJECTS = frozenset({"title", "post", "role"})
INNER = frozenset({"not", "may", "would", "will", "plan", "deny"})
BEHIND_NOUN = frozenset({"may", "would", "will", "plan"})
CARRIED = frozenset({"had", "may", "plan"})
BEFORE_THAT = 4
FUTURE = frozenset({"will", "would"})
# What a form of a verb that says so itself (a future, a conditional) counts as.
MOODS = {"planned": "will", "hypothetical": "would"}
PLANNABLE = frozenset({"CONSULT", "AGREE", "COOPERATE", "SANCTION", "RETREAT", "MOBILIZE", "AID"})


def find_status(
    predicate: Predicate, hits: Sequence[Hit], clause: Clause, ontology: Ontology, *, question: bool
) -> tuple[str, str | None]:
    """Give the status of a predicate and the rule that decided, None for plain actual."""
    if question:
        return "question", "status:question"
    if predicate.status:
        return predicate.status, f"status:{predicate.status}"
    if headline_infinitive(predicate, hits, clause):
        return "planned", "status:infinitive"
    if clause.opener == "cause":
        return "historical", "status:cause"
    if clause.opener == "ahead" and predicate.noun and predicate.event_type in PLANNABLE:
        return "planned", "status:ahead"
    seen = words_seen(predicate, hits, clause, ontology)
    name = next((name for name in ontology.status if name in seen), None) if seen else None
    return (ontology.status[name], f"status:{name}") if name else ("actual", None)


def words_before(hits: Sequence[Hit], clause: Clause) -> set[str]:
    """Give the status words right before a clause that tells a content ("it is planned that ...")."""
    seen: set[str] = set()
    if clause.opener != "that" or not clause.first:
        return seen
    reach = 0
    for at in range(clause.first - 1, -1, -1):
        reach += hits[at + 1].gap
        if reach > BEFORE_THAT or hits[at].category == "cue" or hits[at].name in {"say", "deny", "that"}:
            break
        seen.add(hits[at].name)
        reach += 1
    return seen & CARRIED


def words_seen(predicate: Predicate, hits: Sequence[Hit], clause: Clause, ontology: Ontology) -> set[str]:
    """Give the classes of status words that bear on a predicate and make sense with its type."""
    written = {hit.name for hit in clause.of(hits)}
    written |= {hits[predicate.first].clitic, clause.opener}
    seen = {name for name in ontology.status.keys() & written if bears(name, predicate, hits, clause)}
    seen |= {MOODS[flag] for flag in MOODS.keys() & predicate.flags}
    if clause.opener == "that" or clause.speaker:
        seen.discard("had")
        if "would" in seen:  # what was said would happen is announced, not imagined
            seen = (seen - {"would"}) | {"will"}
    seen |= words_before(hits, clause)
    if not seen:
        return seen
    if "may" in seen and is_done(predicate, hits, clause):
        seen = (seen - {"may"}) | {"had"}
    if "plan" in seen:  # what had been planned is not yet past
        seen.discard("had")
    if predicate.event_type == "THREATEN":
        seen -= FUTURE
    done = "done" in predicate.flags and "vows" not in predicate.flags and not predicate.noun
    if predicate.event_type not in PLANNABLE or done:
        seen.discard("next")
    if predicate.event_type not in FAILABLE:
        seen.discard("fail")
    return seen


def is_done(predicate: Predicate, hits: Sequence[Hit], clause: Clause) -> bool:
    """Say whether a word that is "may" before some verbs only stresses a past that an auxiliary told before it."""
    before = hits[clause.first : predicate.first]
    stressed = any(flag.startswith("before:") for hit in before if hit.name == "may" for flag in hit.flags)
    return stressed and any(hit.name == "had" for hit in before)


def headline_infinitive(predicate: Predicate, hits: Sequence[Hit], clause: Clause) -> bool:
    """Say whether a verb is a bare "to ..." behind its subject: the future of headlines."""
    place = predicate.first - 1
    if predicate.noun or place < clause.first or hits[predicate.first].gap > 1:
        return False
    marked = "infinitive" in hits[place].flags and hits[place].gap <= 1
    before = hits[place - 1] if place > clause.first else None
    headed = bool(clause.speaker) if before is None else before.category == "actor" or before.name in SUBJECTS
    return marked and headed and not any(hits[at].category == "cue" for at in range(clause.first, place))


def bears(name: str, predicate: Predicate, hits: Sequence[Hit], clause: Clause) -> bool:
    """Say whether a word of this class bears on a predicate."""
    if name == "if":
        return clause.opener == "if"
    if hits[predicate.first].clitic == name:
        return True
    places = (at for at in range(clause.first, clause.stop) if hits[at].name == name and hits[at].category == "word")
    return any(bears_at(name, place, predicate, hits) for place in places)


def is_of_complement(place: int, predicate: Predicate, hits: Sequence[Hit]) -> bool:
    """Say whether a past time stands far behind a predicate, or behind what a verb of words is about."""
    inside = predicate.complement is not None and not predicate.noun and place > predicate.complement
    return inside or words_between(hits, predicate.last, place) > PAST_REACH


def bears_at(name: str, place: int, predicate: Predicate, hits: Sequence[Hit]) -> bool:
    """Say whether a word of this class at this place bears on a predicate."""
    if name in WHOLE_CLAUSE:
        return name != "past" or not is_of_complement(place, predicate, hits)
    if place < predicate.first:
        # "without boats, X asks ..."
        parted = name == "not" and any("," in hits[at].mark for at in range(place + 1, predicate.first))
        return not parted and words_between(hits, place, predicate.first) <= REACH.get(name, 4)
    if name == "deny" and place > predicate.last and hits[place].clitic == "and":
        return not any(hit.category == "cue" for hit in hits[place + 1 :])  # "... and Y denied that"
    if predicate.noun and name in BEHIND_NOUN and place > predicate.last:
        # "a meeting planned for Friday may mark ...": the second verb tells what it may do, not whether it is held.
        second = hits[place - 1].name == "and" and not hits[place].gap  # a second verb of whoever acted
        planned = any(hits[at].name == "plan" for at in range(predicate.last + 1, place))
        return not second and (name == "plan" or not planned)
    if place < predicate.last:
        return place > predicate.first and name in INNER and predicate.complement is None
    return name == "not" and place == predicate.first + 1 and hits[place].gap == 0 and not predicate.noun
