"""How real an event is: actual, planned, hypothetical, denied, historical, cancelled, failed or a question.

Words of the clause decide; which word class means which status is data (ontology), which words are in it too.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.clauses import Clause
from analysis.coding.predicates import Predicate
from analysis.hits import Hit
from analysis.ontology import Ontology

# How far before the head of a predicate a word of a class still bears on it, in words.
REACH = {"had": 3, "not": 4, "deny": 9, "may": 5, "will": 4, "plan": 8}
WHOLE_CLAUSE = frozenset({"past", "next", "cancelled", "fail"})
FAILABLE = frozenset({"CONSULT", "AGREE", "RETREAT"})
INNER = frozenset({"not", "may", "will", "plan", "deny"})
PLANNABLE = frozenset({"CONSULT", "AGREE", "COOPERATE", "SANCTION", "RETREAT", "MOBILIZE", "AID"})


def find_status(
    predicate: Predicate, hits: Sequence[Hit], clause: Clause, ontology: Ontology, *, question: bool
) -> tuple[str, str | None]:
    """Give the status of a predicate and the rule that decided, None for plain actual."""
    if question:
        return "question", "status:question"
    if predicate.status:
        return predicate.status, f"status:{predicate.status}"
    if "planned" in predicate.flags:
        return "planned", "status:word"
    if headline_infinitive(predicate, hits):
        return "planned", "status:infinitive"
    if clause.opener == "cause":
        return "historical", "status:cause"
    seen = {name for name in ontology.status if bears(name, predicate, hits, clause)}
    if clause.opener == "that":
        seen.discard("had")
    for name, status in ontology.status.items():
        if name not in seen:
            continue
        if name == "next" and predicate.event_type not in PLANNABLE:
            continue
        if name == "fail" and predicate.event_type not in FAILABLE:
            continue
        return status, f"status:{name}"
    return "actual", None


def headline_infinitive(predicate: Predicate, hits: Sequence[Hit]) -> bool:
    """Say whether a verb is a bare "to ..." behind its subject: the future of headlines."""
    place = predicate.first - 1
    if predicate.noun or place < 1 or hits[predicate.first].gap > 1:
        return False
    return hits[place].name == "to" and hits[place].gap == 0 and hits[place - 1].category == "actor"


def bears(name: str, predicate: Predicate, hits: Sequence[Hit], clause: Clause) -> bool:
    """Say whether a word of this class bears on a predicate."""
    if name == "if":
        return clause.opener == "if"
    for place in range(clause.first, clause.stop):
        hit = hits[place]
        if hit.name != name or hit.category != "word":
            continue
        if name in WHOLE_CLAUSE:
            return True
        if place < predicate.first and distance(hits, place, predicate.first) <= REACH.get(name, 4):
            return True
        if predicate.first < place < predicate.last and name in INNER and predicate.complement is None:
            return True
        if place == predicate.first + 1 and name == "not" and hit.gap == 0 and not predicate.noun:
            return True
    return False


def distance(hits: Sequence[Hit], first: int, second: int) -> int:
    """Count the words between two hits."""
    return sum(hits[at].gap for at in range(first + 1, second + 1)) + (second - first - 1)
