"""Where a predicate without a subject of its own may find one: a clause before, behind a comma, or the speaker."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.clauses import Clause
from analysis.coding.predicates import Predicate
from analysis.hits import Hit
from analysis.mentions import Mention, opens_sentence
from analysis.packs import LanguagePack

CARRY_GAP = 3


def subject_ahead(hits: Sequence[Hit], mentions: Sequence[Mention], place: int) -> tuple[str, ...]:
    """Give who does what a sentence opens with, named behind the comma that closes it ("By raiding Y, X ...")."""
    if not opens_sentence(hits, place):
        return ()
    behind = [m for m in mentions if m.first > place and "," in hits[m.first].mark]
    return next((m.codes for m in behind if m.bare and not m.private), ())


def opening_doer(clauses: Sequence[tuple[Clause, Sequence[Predicate]]], mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Give who the sentence is about: the first plain name in it, but for a circumstance that opens it."""
    for clause, predicates in clauses:
        named = (m.codes for m in mentions if clause.holds(m) and m.bare and not m.private)
        if (predicates or clause.opener not in {"after", "cause", "ahead", "when", "if"}) and (doer := next(named, ())):
            return doer
    return ()


def antecedent(hits: Sequence[Hit], mentions: Sequence[Mention], place: int, pack: LanguagePack) -> tuple[str, ...]:
    """Give whom a relative clause that opens at a place describes: the name right before it, or before its office."""
    at = place - 1
    while pack.adjective == "before" and at > 0 and hits[at].name == "title" and not hits[at + 1].gap:
        at -= 1
    behind = (m.codes for m in mentions if m.last == at and not m.private)
    return () if hits[place].gap else next(behind, ())


def is_bound(clause: Clause, hits: Sequence[Hit]) -> bool:
    """Say whether the subject of a clause can only be what it describes ("Y, who left the pact and ...")."""
    return clause.opener == "who" and "own" not in hits[clause.first].flags


def lacks_subject(hits: Sequence[Hit], clause: Clause, place: int, pack: LanguagePack) -> bool:
    """Say whether a clause may have its subject in the one before: none of its own stands before the verb at `place`.

    Where verbs need auxiliaries, words that the lists do not know may be one, and so is a determiner or a person.
    """
    if not pack.auxiliary:
        return True
    before = hits[clause.first : place]
    unknown = sum(h.gap for h in hits[clause.first + 1 : place + 1])
    own = any(h.name in {"title", "private"} for h in before)
    return clause.opener != "that" and not own and (not clause.opener or unknown <= CARRY_GAP)


def vouching(predicate: Predicate, clause: Clause, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Give who closes a clause as its speaker, for a demand told as a statement ("Y must leave, X says")."""
    if "spoken" not in predicate.flags:
        return ()
    first, stop = clause.attribution
    return next((m.codes for m in mentions if first <= m.first < stop and m.bare and not m.private), ())
