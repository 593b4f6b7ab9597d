"""Relative clauses where verbs come first: the name behind the verb is its subject only if something else points back.

"Y that X struck it": the verb, or a preposition right behind it, carries a pronoun for Y. Without one Y itself acts.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.clauses import Clause
from analysis.coding.predicates import Predicate
from analysis.hits import Hit, words_between
from analysis.mentions import Mention
from analysis.packs import LanguagePack
from analysis.phrases import ATTENDANT

REACH = 3


def is_relative(predicate: Predicate, clause: Clause, hits: Sequence[Hit], text: str, pack: LanguagePack) -> bool:
    """Say whether a predicate opens a relative clause and can have no subject behind it."""
    if pack.order != "vso" or clause.opener != "who" or predicate.noun or predicate.passive:
        return False
    if ATTENDANT in predicate.flags:
        return False
    if "joins" in predicate.flags:
        return False  # "the meeting that brought X and Y together": both are behind it
    hit = hits[predicate.first]
    told = any(h.category == "cue" or h.operator for h in hits[clause.first + 1 : predicate.first])
    if told or words_between(hits, clause.first, predicate.first) > REACH:
        return False
    words = text[hit.start : hit.start + 40].split()
    return not (words[0].endswith(pack.behind.resumed) or not pack.behind.resuming.isdisjoint(words[1:3]))


def described(clause: Clause, hits: Sequence[Hit], mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Give whom a relative clause describes: the name right before it."""
    before = (m.codes for m in mentions if m.last == clause.first - 1 and not m.private)
    return () if hits[clause.first].gap > 1 else next(before, ())
