"""Choose one reading for every raw hit of a sentence, from its neighbours. Knows no language and no phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from analysis.folding import Folded
from analysis.lexicon import Term
from analysis.packs import LanguagePack
from analysis.phrases import ATTENDANT, COMPOUND, UNSURE, Phrase, Settled, settle
from analysis.scanning import RawHit

NAMES = frozenset({"name", "short", "capital", "seat", "territory", "leader", "org"})
BEFORE_NOUN = frozenset({"the", "of", "by", "in", "on", "against", "from", "with", "between", "at", "per", "about"})
BEFORE_VERB = frozenset({"will", "may", "not", "pronoun", "who", "wont", "plan", "deny"})
WRITTEN = frozenset({"case", "upper"})
NO_MARK = re.compile(r"(?<=\d)[.,](?=\d)|[\w\s]+")
PAUSES = frozenset(",;:")
DASH = "\u2013"
COMMA_REACH = 4
ASIDE_GAP = 2
# Marks that other scripts write differently, as the grammar knows them.
ALIKE = str.maketrans("\u060c\u061b", ",;")
OPENERS = frozenset({"split", "if", "after", "when", "that", "who", "cause", "ahead"})
AFTER_NOUN = frozenset({"on", "against", "in", "by", "between", "from", "of", "about"})


class Hit(NamedTuple):
    """Where a phrase stands (folded offsets) and its chosen reading, as `Settled` has it.

    `gap` counts the words and `mark` holds the punctuation since the hit before; `word` counts all words before it in
    the sentence, a hit as one.
    """

    start: int
    end: int
    gap: int
    mark: str
    word: int
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


class Setting(NamedTuple):
    """A raw hit with what stands around it: the hits read before it, `gap` words ahead, and the raw one after it."""

    hit: RawHit
    before: Sequence[Hit]
    previous: Hit | None
    gap: int
    mark: str
    following: RawHit | None
    folded: Folded
    pack: LanguagePack


# What the generated constructor of a named tuple does, without the call in between: one is made for every hit.
make_hit = tuple.__new__


def read_hits(raw: list[RawHit], folded: Folded, pack: LanguagePack, start: int, sure: frozenset[str]) -> list[Hit]:
    """Give the hits of a sentence that starts at `start` with their readings.

    `sure` holds the actors that the article names by a form that needs no confirmation.
    """
    hits: list[Hit] = []
    text, original, kept = folded.text, folded.original, not folded.dropped
    last, word = start, 0
    for place, hit in enumerate(raw):
        first, end, phrase = hit
        between = original[last - 1 : first - 1] if kept else unfolded(folded, last, first)
        if between == " ":
            gap, mark = 0, ""
        else:
            gap = len(text[last:first].split()) if first - last > 1 else 0
            mark = "" if between.replace(" ", "").isalpha() else marks_in(between)
        settled = phrase.plain
        if settled is None and is_followed(phrase, text, end):
            settled = phrase.settled
            previous = hits[-1] if hits else None
            if settled is None or (phrase.hyphened and previous and previous.category == "actor"):
                following = raw[place + 1] if place + 1 < len(raw) else None
                settled = choose(Setting(hit, hits, previous, gap, mark, following, folded, pack), sure)
        if settled is None:
            continue
        word += gap
        hits.append(make_hit(Hit, (first, end, gap, mark, word) + settled))  # noqa: RUF005 - twice as fast
        last, word = end, word + 1
    return hits


def is_verb(hit: Hit) -> bool:
    """Say whether a hit is a verb of an event, an operator or a verb of saying."""
    return not hit.noun and (hit.category == "cue" or hit.name == "say" or hit.operator)


def run_before(hits: Sequence[Hit]) -> Iterator[Hit]:
    """Give the last hits, backwards, up to the one that a mark or an opener of a clause begins a run of words with."""
    for hit in reversed(hits):
        yield hit
        if hit.mark or hit.name in OPENERS:
            return


def is_followed(phrase: Phrase, text: str, end: int) -> bool:
    """Say whether the word behind a phrase begins with one of the letters that it needs there, if it needs any."""
    return phrase.letters is None or text[end : end + 2].strip().startswith(phrase.letters)


def words_between(hits: Sequence[Hit], first: int, second: int) -> int:
    """Count the words from the end of one hit to the start of a later one."""
    return hits[second].word - hits[first].word - 1


def words_aside(hits: Sequence[Hit], first: int, second: int) -> int:
    """Count the words between two commas of which the second stands just before a hit ("blamed, in a speech, Y")."""
    gap = hits[second].gap
    if gap > ASIDE_GAP or "," not in hits[second].mark:
        return 0
    opened = next((at for at in range(second - 1, first, -1) if "," in hits[at].mark), None)
    return words_between(hits, opened, second) + 1 - gap if opened is not None else 0


def unfolded(folded: Folded, start: int, end: int) -> str:
    """Give the original text between two offsets of the folded text."""
    return folded.original[folded.to_original(start) : folded.to_original(end)]


def marks_in(between: str) -> str:
    """Give the punctuation in what stands between two hits."""
    if not between:
        return ""
    if "-" in between and (" - " in between or ") -" in between or "--" in between):
        return DASH
    return NO_MARK.sub("", between).translate(ALIKE)


def choose(setting: Setting, sure: frozenset[str]) -> Settled | None:
    """Choose a reading: an actor as it is written, else a cue, else a word; None where none holds."""
    phrase = setting.hit.phrase
    term: Term | None
    noun = False
    if is_compound(setting):
        term = next((term for term in phrase.terms if term.name == "backed"), COMPOUND)
    else:
        term = choose_actor(setting, sure) if phrase.actors else None
        others = () if term else choose_words(setting, phrase.others)
        if others:
            term, noun = choose_part(setting, others)
    return settle(term, noun, phrase.clitic, phrase.verb_class, phrase.thing) if term else None


def choose_actor(setting: Setting, sure: frozenset[str]) -> Term | None:
    """Give the actor that a form names as it is written, if any."""
    for term in setting.hit.phrase.actors:
        if (UNSURE.isdisjoint(term.flags) or term.name in sure) and holds(term, setting.hit, setting.folded):
            return term
    return None


def is_compound(setting: Setting) -> bool:
    """Say whether a participle is hyphenated to an actor ("X-supplied"): it describes what follows."""
    if not setting.hit.phrase.hyphened or setting.previous is None or setting.previous.category != "actor":
        return False
    at = setting.folded.to_original(setting.hit.start)
    return setting.folded.original[at - 1 : at] == "-"


def choose_words(setting: Setting, words: Sequence[Term]) -> Sequence[Term]:
    """Give the words among some readings; one flagged `initial` counts only, and then alone, with a capital.

    So does one flagged `attendant` right behind a comma.
    """
    attendant = [term for term in words if ATTENDANT in term.flags]
    if attendant:
        words = attendant if is_paused(setting) else [term for term in words if ATTENDANT not in term.flags]
    initial = [term for term in words if "initial" in term.flags]
    if not initial:
        return words
    capital = setting.folded.original[setting.folded.to_original(setting.hit.start)].isupper()
    return initial if capital else [term for term in words if "initial" not in term.flags]


def is_paused(setting: Setting) -> bool:
    """Say whether a comma stands right before a hit."""
    at = setting.folded.to_original(setting.hit.start)
    return setting.folded.original[max(0, at - COMMA_REACH) : at].rstrip()[-1:].translate(ALIKE) == ","


def choose_part(setting: Setting, terms: Sequence[Term]) -> tuple[Term, bool]:
    """Choose between the noun and the verb that a form may be."""
    first = terms[0]
    if len(terms) > 1 and len(kinds := {term.pos for term in terms}) > 1 and "n" in kinds:
        noun = is_noun(setting)
        return next(term for term in terms if (term.pos == "n") == noun), noun
    return first, first.pos == "n" or (first.pos == "nv" and is_noun(setting))


def holds(term: Term, hit: RawHit, folded: Folded) -> bool:
    """Say whether an actor's form counts here: written as a name where it must be, not part of another thing."""
    flags, (start, end, _) = term.flags, hit
    if not (
        flags.isdisjoint(WRITTEN)
        or is_written_as_name(folded.original[folded.to_original(start) : folded.to_original(end)], flags)
    ):
        return False
    if "prefix" in flags and folded.original[folded.to_original(end) :][:1] != "-":
        return False
    not_before, not_after = neighbours_barred(flags)
    return not (folded.text.startswith(not_before, end) or folded.text.endswith(not_after, 0, start))


def is_written_as_name(original: str, flags: frozenset[str]) -> bool:
    """Say whether an actor's form has its capitals: all of them, or that of its last word."""
    return original.isupper() if "upper" in flags else original.rsplit(maxsplit=1)[-1][:1].isupper()


@cache
def neighbours_barred(flags: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the words that must not stand behind a form with these flags, and those that must not stand before it."""
    behind, before = (
        tuple(f" {flag.removeprefix(name)} " for flag in flags if flag.startswith(name))
        for name in ("notbefore:", "notafter:")
    )
    return behind, before


def is_noun(setting: Setting) -> bool:
    """Say whether a form that may be noun or verb is a noun here."""
    hit, previous, following = setting.hit, setting.previous, setting.following
    if setting.pack.order == "vso" and (opened := noun_in_verb_first(setting)) is not None:
        return opened
    determined = setting.folded.word_before(hit.start) in setting.pack.determiners
    if determined or follows_verb(setting) or closes_name(setting):
        return True
    after = following.phrase.terms[0] if following and following.start - hit.end <= 1 else None
    if lacks_article(setting, after):
        return False
    if previous is not None and setting.gap == 0:
        decided = noun_after(previous, after, setting)
        if decided is not None:
            return decided
    named = after is not None and after.category == "actor" and after.detail in NAMES
    if named or (setting.pack.adjective == "after" and previous is not None and previous.category == "actor"):
        return False
    return not (previous is not None and previous.category == "actor" and setting.gap == 0)


def noun_in_verb_first(setting: Setting) -> bool | None:
    """Say whether a form is a noun where verbs come first: it opens the sentence as a verb, behind a word as a noun.

    Behind an actor the word is the rest of a name, or what a verb before the actor has for its object, or a noun joined
    to one; a pause leaves it open.
    """
    previous = setting.previous
    if previous is None:
        return None if setting.gap else False
    if setting.mark:
        return None
    if previous.category != "actor":
        return True if setting.gap else None
    clitic, run = setting.hit.phrase.clitic, list(run_before(setting.before))
    told = any(map(is_verb, run))
    named = not told and any(hit.category == "cue" and hit.noun for hit in run)
    return True if (told and not clitic) or (named and clitic == "and") else None


def closes_name(setting: Setting) -> bool:
    """Say whether nothing follows a form behind a name that words stand before: a compound ("new X sanctions")."""
    previous = setting.previous
    if previous is None or setting.following is not None or setting.pack.adjective != "before" or setting.gap:
        return False
    return previous.category == "actor" and previous.word > 0 and PAUSES.isdisjoint(previous.mark)


def lacks_article(setting: Setting, after: Term | None) -> bool:
    """Say whether a noun would have its article here: behind "and", or before the article of another noun."""
    if setting.pack.adjective != "after" or not setting.pack.auxiliary:
        return False
    joined = setting.previous is not None and setting.previous.name == "and" and not setting.gap
    return joined or is_article(after, setting)


def is_article(after: Term | None, setting: Setting) -> bool:
    """Say whether an article stands right behind a form: then it is the verb of what follows, or of its speaker."""
    if after is None or after.name != "title" or setting.following is None:
        return False
    return setting.folded.text[setting.following.start : setting.following.end] in setting.pack.determiners


def follows_verb(setting: Setting) -> bool:
    """Say whether a form stands right behind a verb in a language that puts the verb first: it is its object."""
    previous = setting.previous
    if setting.pack.order != "vso" or previous is None or setting.gap:
        return False
    return not previous.noun and (previous.category == "cue" or previous.operator)


def noun_after(previous: Hit, after: Term | None, setting: Setting) -> bool | None:
    """Say whether the hit right before makes a form a noun; None where it leaves that open."""
    if previous.category == "actor":
        possessive = setting.pack.possessive
        if possessive and setting.folded.text.startswith(possessive, previous.end):
            return True
        if setting.pack.adjective == "after":
            return False
        if previous.detail == "demonym" or (after is not None and after.category == "cue" and after.pos != "n"):
            return True
        return after is not None and after.name in AFTER_NOUN and after.category == "word"
    if previous.name in BEFORE_VERB or previous.name == "to":
        return False
    return True if previous.name in BEFORE_NOUN else None
