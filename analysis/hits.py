"""Choose one reading for every raw hit of a sentence, from its neighbours. Knows no language and no phrase."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.folding import Folded
from analysis.lexicon import Term
from analysis.packs import LanguagePack
from analysis.scanning import RawHit

NAMES = frozenset({"name", "short", "capital", "seat", "territory", "leader", "org"})
BEFORE_NOUN = frozenset({"the", "of", "by", "in", "on", "against", "from", "with", "between", "at", "per", "about"})
BEFORE_VERB = frozenset({"will", "may", "not", "pronoun", "who", "wont", "plan", "deny"})
AFTER_NOUN = frozenset({"on", "against", "in", "by", "between", "from", "of", "about"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase with its chosen reading, in folded offsets. `gap` is the number of words since the hit before it."""

    start: int
    end: int
    category: str
    name: str
    detail: str | None
    noun: bool
    participle: bool
    flags: frozenset[str]
    clitic: str
    gap: int
    mark: str
    operator: bool = False


def read_hits(raw: list[RawHit], folded: Folded, pack: LanguagePack, start: int) -> list[Hit]:
    """Give the hits of a sentence that starts at `start` with their readings."""
    hits: list[Hit] = []
    last = start
    for place, hit in enumerate(raw):
        gap = len(folded.text[last : hit.start].split())
        following = raw[place + 1] if place + 1 < len(raw) else None
        previous = hits[-1] if hits else None
        term = choose(hit, previous, gap, following, folded, pack)
        if term is not None:
            hits.append(
                Hit(
                    hit.start,
                    hit.end,
                    term.category,
                    term.name,
                    term.detail,
                    is_noun(term, hit, previous, gap, following, folded, pack),
                    term.pos == "p" or "ed" in term.flags,
                    term.flags,
                    hit.clitic,
                    gap,
                    mark_between(folded, last, hit.start),
                    operator=term.category == "word" and bool(term.pos),
                )
            )
            last = hit.end
    return hits


def mark_between(folded: Folded, start: int, end: int) -> str:
    """Give the punctuation between two offsets of the folded text."""
    if end - start < 2:
        between = folded.original[folded.to_original(start) : folded.to_original(end)] if end > start else ""
        return between.strip()
    between = folded.original[folded.to_original(start) : folded.to_original(end)]
    return "".join(letter for letter in between if not letter.isalnum() and not letter.isspace())


def choose(
    hit: RawHit, previous: Hit | None, gap: int, following: RawHit | None, folded: Folded, pack: LanguagePack
) -> Term | None:
    """Choose a reading: an actor as it is written, else a cue where the sentence leaves room, else a word."""
    terms = hit.terms
    if len(terms) == 1 and not terms[0].flags:
        return terms[0]
    original = folded.original[folded.to_original(hit.start) : folded.to_original(hit.end)]
    fitting = [term for term in terms if fits_case(term, original)]
    if not fitting:
        return None
    actors = [term for term in fitting if term.category == "actor"]
    if actors:
        return actors[0]
    cues = [term for term in fitting if term.category == "cue"]
    return cues[0] if cues else fitting[0]


def fits_case(term: Term, original: str) -> bool:
    """Say whether an actor flagged `case` is written as a name here."""
    if "case" not in term.flags:
        return True
    if "upper" in term.flags:
        return original.isupper()
    return original[:1].isupper()


def is_noun(
    term: Term,
    hit: RawHit,
    previous: Hit | None,
    gap: int,
    following: RawHit | None,
    folded: Folded,
    pack: LanguagePack,
) -> bool:
    """Say whether a form that may be noun or verb is a noun here."""
    if term.pos != "nv":
        return term.pos == "n"
    after = following.terms[0] if following and following.start - hit.end <= 1 else None
    if previous is not None and gap == 0:
        if previous.category == "actor":
            possessive = pack.possessive and folded.text.startswith(pack.possessive, previous.end)
            if possessive or previous.detail == "demonym":
                return True
            if after is not None and after.category == "cue":
                return True
            return after is not None and after.name in AFTER_NOUN and after.category == "word"
        if previous.name in BEFORE_VERB or previous.name == "to":
            return False
        if previous.name in BEFORE_NOUN:
            return True
    if after is not None and after.category == "actor" and after.detail in NAMES:
        return False
    return not (previous is not None and previous.category == "actor" and gap == 0)
