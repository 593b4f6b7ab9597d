"""A form with its possible readings, and everything about it that does not depend on where it stands.

Worked out once a language, so that a scan asks each hit as little as possible. Which reading holds in a sentence is
chosen in `hits.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from analysis.lexicon import Term

MENTIONING = frozenset({"both"})
UNSURE = frozenset({"weak", "shared"})
COMPOUND = Term("word", "backed")
QUIET = "skip"
# Flags of words that count only in a certain place: with a capital, right behind a comma.
ATTENDANT = "attendant"
PLACED = frozenset({"initial", ATTENDANT})


class Settled(NamedTuple):
    """A reading as a hit holds it, behind where the hit stands."""

    category: str
    name: str
    detail: str | None
    noun: bool
    participle: bool
    flags: frozenset[str]
    clitic: str
    operator: bool
    verb_class: str
    thing: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A form with its possible readings, and what is asked of it most.

    `clitic` is the role of the clitic before it (else ""); `verb_class` and `thing` are its classes in frames (else
    ""); `mentions` and `happens` say whether any reading may name a party or an event; `letters` are those that the
    next word must begin with (None for any); `hyphened` says that it may be the second half of a compound;
    `actors` and `others` are the readings to choose from, `settled` is its reading where only one is possible, `plain`
    the same where nothing beside it need be looked at.
    """

    terms: tuple[Term, ...]
    clitic: str
    verb_class: str
    thing: str
    mentions: bool
    happens: bool
    letters: tuple[str, ...] | None
    hyphened: bool
    actors: tuple[Term, ...]
    others: tuple[Term, ...]
    settled: Settled | None
    plain: Settled | None


def make_phrase(terms: tuple[Term, ...], clitic: str = "") -> Phrase:
    """Make the phrase of some readings."""
    verb_class, thing = class_of(terms, "do:"), class_of(terms, "thing:")
    actors, cues, words = (tuple(t for t in terms if t.category == name) for name in ("actor", "cue", "word"))
    others = rivals(cues, words)
    only = only_reading(actors, others)
    settled = settle(only, only.pos == "n", clitic, verb_class, thing) if only else None
    lone = len(terms) == 1 and terms[0].category == "word" and only is not None
    hyphened = not lone and any(term.name == "backed" or "ed" in term.flags for term in terms)
    letters = next((tuple(flag[7:]) for flag in terms[0].flags if flag.startswith("before:")), None)
    return Phrase(
        terms,
        clitic,
        verb_class,
        thing,
        mentions=bool(actors) or any(term.name in MENTIONING for term in terms),
        happens=bool(thing or cues),
        letters=letters,
        hyphened=hyphened,
        actors=actors,
        others=others,
        settled=settled,
        plain=None if hyphened or letters is not None else settled,
    )


def only_reading(actors: tuple[Term, ...], others: tuple[Term, ...]) -> Term | None:
    """Give the reading that a form has wherever it stands, or None where that depends on its neighbours."""
    if actors:
        return None if actors[0].flags else actors[0]
    sure = len(others) == 1 and others[0].pos != "nv" and ATTENDANT not in others[0].flags
    return others[0] if sure else None


def rivals(cues: tuple[Term, ...], words: tuple[Term, ...]) -> tuple[Term, ...]:
    """Give the readings of a form that names nobody: its cues, with a noun that tells nothing, or else its words.

    Of several nouns, and of several verbs, the first listed is meant: the others are left out.
    """
    quiet = tuple(term for term in words if term.name == QUIET and term.pos == "n")
    found = (*cues, *quiet) if cues else words
    if any(not PLACED.isdisjoint(term.flags) for term in found):
        return found
    kinds: dict[bool, Term] = {}
    for term in found:
        kinds.setdefault(term.pos == "n", term)
    return tuple(kinds.values())


def settle(term: Term, noun: bool, clitic: str, verb_class: str, thing: str) -> Settled:
    """Lay a reading out as a hit holds it."""
    word = term.category == "word"
    participle = term.pos == "p" or "ed" in term.flags
    operator = word and bool(term.pos) and term.name != QUIET
    read = (term.category, term.name, term.detail, noun, participle, term.flags, clitic, operator, verb_class, thing)
    return Settled(*read)


def class_of(terms: tuple[Term, ...], family: str) -> str:
    """Give the class of a family (`do:` verbs, `thing:` objects) that a form may belong to; "" for none."""
    return next((term.name[len(family) :] for term in terms if term.name.startswith(family)), "")
