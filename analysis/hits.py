"""Choose one reading for every raw hit of a sentence, from its neighbours. Knows no language and no phrase."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.folding import Folded
from analysis.lexicon import Term
from analysis.packs import LanguagePack
from analysis.scanning import RawHit

NAMES = frozenset({"name", "short", "capital", "seat", "territory", "leader", "org"})
BEFORE_NOUN = frozenset({"the", "of", "by", "in", "on", "against", "from", "with", "between", "at", "per", "about"})
BEFORE_VERB = frozenset({"will", "may", "not", "pronoun", "who", "wont", "plan", "deny"})
NO_MARK = re.compile(r"[\w\s]+")
DASH = "\u2013"
AFTER_NOUN = frozenset({"on", "against", "in", "by", "between", "from", "of", "about"})


class Hit(NamedTuple):
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
    verb_class: str = ""
    thing: str = ""


COMPOUND = Term("word", "backed")


class Setting(NamedTuple):
    """A raw hit with what stands around it: the hit read before it (`gap` words ahead) and the raw one after it."""

    hit: RawHit
    previous: Hit | None
    gap: int
    following: RawHit | None
    folded: Folded
    pack: LanguagePack


def read_hits(raw: list[RawHit], folded: Folded, pack: LanguagePack, start: int, sure: frozenset[str]) -> list[Hit]:
    """Give the hits of a sentence that starts at `start` with their readings.

    `sure` holds the actors that the article names by a form that needs no confirmation.
    """
    hits: list[Hit] = []
    last = start
    for place, hit in enumerate(raw):
        following = raw[place + 1] if place + 1 < len(raw) else None
        gap = len(folded.text[last : hit.start].split()) if hit.start - last > 1 else 0
        terms = hit.phrase.terms
        if not fits_next(terms[0], hit, folded):
            continue
        if len(terms) == 1 and terms[0].category == "word" and terms[0].pos != "nv":
            term, noun = terms[0], terms[0].pos == "n"
        else:
            chosen, noun = choose(Setting(hit, hits[-1] if hits else None, gap, following, folded, pack), sure)
            if chosen is None:
                continue
            term = chosen
        hits.append(
            Hit(
                hit.start,
                hit.end,
                term.category,
                term.name,
                term.detail,
                noun,
                term.pos == "p" or "ed" in term.flags,
                term.flags,
                hit.phrase.clitic,
                gap,
                mark_between(folded, last, hit.start),
                operator=term.category == "word" and bool(term.pos),
                verb_class=hit.phrase.verb_class,
                thing=hit.phrase.thing,
            )
        )
        last = hit.end
    return hits


def fits_next(term: Term, hit: RawHit, folded: Folded) -> bool:
    """Say whether a word that counts only before certain letters (flag `before:<letters>`) stands before one."""
    letters = next((flag[7:] for flag in term.flags if flag.startswith("before:")), None)
    return letters is None or folded.text[hit.end : hit.end + 2].strip()[:1] in tuple(letters)


def mark_between(folded: Folded, start: int, end: int) -> str:
    """Give the punctuation between two offsets of the folded text."""
    between = folded.original[folded.to_original(start) : folded.to_original(end)]
    if between == " " or not between or between.isalpha():
        return ""
    if " - " in between or ") -" in between or "--" in between:
        return DASH
    return NO_MARK.sub("", between)


def choose(setting: Setting, sure: frozenset[str]) -> tuple[Term | None, bool]:
    """Choose a reading and say whether it is a noun: an actor as it is written, else a cue, else a word."""
    terms = setting.hit.phrase.terms
    if is_compound(setting):
        return next((term for term in terms if term.name == "backed"), COMPOUND), False
    actors = [term for term in terms if term.category == "actor" and holds(term, setting.hit, setting.folded)]
    certain = [term for term in actors if not {"weak", "shared"} & term.flags or term.name in sure]
    if certain:
        return certain[0], False
    others = [term for term in terms if term.category == "cue"] or choose_words(setting, terms)
    if not others:
        return None, False
    return choose_part(setting, others)


def is_compound(setting: Setting) -> bool:
    """Say whether a participle is hyphenated to an actor ("X-supplied"): it describes what follows."""
    folded, at = setting.folded, setting.folded.to_original(setting.hit.start)
    if setting.previous is None or setting.previous.category != "actor" or folded.original[at - 1 : at] != "-":
        return False
    return any(term.name == "backed" or "ed" in term.flags for term in setting.hit.phrase.terms)


def choose_words(setting: Setting, terms: tuple[Term, ...]) -> list[Term]:
    """Give the words among some readings; one flagged `initial` counts only, and then alone, with a capital."""
    words = [term for term in terms if term.category == "word"]
    capital = setting.folded.original[setting.folded.to_original(setting.hit.start)].isupper()
    initial = [term for term in words if "initial" in term.flags]
    return initial if initial and capital else [term for term in words if "initial" not in term.flags]


def choose_part(setting: Setting, terms: list[Term]) -> tuple[Term, bool]:
    """Choose between the noun and the verb that a form may be."""
    kinds = {term.pos for term in terms}
    if "n" in kinds and len(kinds) > 1:
        noun = is_noun(setting)
        return next(term for term in terms if (term.pos == "n") == noun), noun
    first = terms[0]
    return first, first.pos == "n" or (first.pos == "nv" and is_noun(setting))


def holds(term: Term, hit: RawHit, folded: Folded) -> bool:
    """Say whether an actor's form counts here: written as a name where it must be, not part of another thing."""
    for flag in term.flags:
        if flag in {"case", "upper"}:
            original = folded.original[folded.to_original(hit.start) : folded.to_original(hit.end)]
            if not (original.isupper() if "upper" in term.flags else original.split()[-1][:1].isupper()):
                return False
        elif flag == "prefix":
            if folded.original[folded.to_original(hit.end) : folded.to_original(hit.end) + 1] != "-":
                return False
        elif flag.startswith("notbefore:"):
            if folded.text.startswith(f" {flag[10:]} ", hit.end):
                return False
        elif flag.startswith("notafter:") and folded.text.endswith(f" {flag[9:]} ", 0, hit.start):
            return False
    return True


def is_noun(setting: Setting) -> bool:
    """Say whether a form that may be noun or verb is a noun here."""
    hit, previous, following = setting.hit, setting.previous, setting.following
    if previous is None and setting.pack.order == "vso" and not setting.gap:
        return False
    if word_before(setting) in setting.pack.determiners or follows_verb(setting):
        return True
    after = following.phrase.terms[0] if following and following.start - hit.end <= 1 else None
    if previous is not None and setting.gap == 0:
        decided = noun_after(previous, after, setting)
        if decided is not None:
            return decided
    named = after is not None and after.category == "actor" and after.detail in NAMES
    if named or (setting.pack.adjective == "after" and previous is not None and previous.category == "actor"):
        return False
    return not (previous is not None and previous.category == "actor" and setting.gap == 0)


def follows_verb(setting: Setting) -> bool:
    """Say whether a form stands right behind a verb in a language that puts the verb first: it is its object."""
    previous = setting.previous
    if setting.pack.order != "vso" or previous is None or setting.gap:
        return False
    return not previous.noun and (previous.category == "cue" or previous.operator)


def word_before(setting: Setting) -> str:
    """Give the folded word right before a hit."""
    text, end = setting.folded.text, setting.hit.start - 1
    while end > 0 and text[end - 1] == " ":
        end -= 1
    return text[text.rfind(" ", 0, end) + 1 : end]


def noun_after(previous: Hit, after: Term | None, setting: Setting) -> bool | None:
    """Say whether the hit right before makes a form a noun; None where it leaves that open."""
    if previous.category == "actor":
        possessive = setting.pack.possessive
        if possessive and setting.folded.text.startswith(possessive, previous.end):
            return True
        if setting.pack.adjective == "after":
            return False
        if previous.detail == "demonym" or (after is not None and after.category == "cue"):
            return True
        return after is not None and after.name in AFTER_NOUN and after.category == "word"
    if previous.name in BEFORE_VERB or previous.name == "to":
        return False
    return True if previous.name in BEFORE_NOUN else None
