"""Find every phrase of a language in an article in one Aho-Corasick scan. Gives raw hits; readings are chosen later.

Longest match first; a match must end at a word's end. One that does not is read again word by word, so that neither
a shorter phrase at its place nor a phrase that begins inside it is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from analysis.folding import Folded
from analysis.lexicon import Term
from analysis.packs import Clitic, LanguagePack
from analysis.phrases import Phrase, make_phrase


class RawHit(NamedTuple):
    """A phrase in a folded text and where it stands."""

    start: int
    end: int
    phrase: Phrase


# What the generated constructor of a named tuple does, without the call in between: one is made for every hit.
make_raw = tuple.__new__


class Scanner:
    """All phrases of a language, compiled into one automaton."""

    def __init__(self, pack: LanguagePack, names: Mapping[str, tuple[Term, ...]]) -> None:
        lexicon = dict(pack.lexicon)
        for form, terms in names.items():
            lexicon[form] = (*lexicon.get(form, ()), *terms)
        self._phrases = compile_phrases(pack, with_endings(pack, lexicon))
        self._forms = list(self._phrases)
        self._values = list(self._phrases.values())
        self._words: dict[str, int] = {}  # of the longest phrase of several that begins with a word
        for form in self._forms:
            if (words := form.count(" ")) > 1:
                first = form[: form.find(" ", 1)]
                self._words[first] = max(self._words.get(first, 1), words)
        self._automaton = AhoCorasick(self._forms, matchkind=MatchKind.LeftmostLongest)

    def scan(self, folded: Folded) -> list[RawHit]:
        """Give the hits of a text in order."""
        text, values, read = folded.text, self._values, 0
        hits: list[RawHit] = []
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            if start < read:
                continue
            if text[end] == " ":
                hits.append(make_raw(RawHit, (start + 1, end, values[index])))
                continue
            read = text.find(" ", start + 1)
            if read >= end:
                continue  # one word ran over: no phrase begins here
            read = start
            while read < end:
                read = self._read_word(text, read, hits)
        return hits

    def _read_word(self, text: str, start: int, hits: list[RawHit]) -> int:
        """Add the longest phrase at a space that a match which ends inside a word ran over; give where to read on."""
        ends = [text.find(" ", start + 1)]
        words = self._words.get(text[start : ends[0]], 1)
        while len(ends) < words and (end := text.find(" ", ends[-1] + 1)) > 0:
            ends.append(end)
        for end in reversed(ends):
            phrase = self._phrases.get(text[start:end])
            if phrase is not None:
                hits.append(RawHit(start + 1, end, phrase))
                return end
        return ends[0]


def compile_phrases(pack: LanguagePack, lexicon: Mapping[str, tuple[Term, ...]]) -> dict[str, Phrase]:
    """Give a blank and every form with its phrase, first as it stands, then behind each clitic that may precede it.

    Forms are many and their readings few: what a clitic leaves of some readings is worked out once.
    """
    kinds: dict[tuple[Term, ...], int] = {}
    forms = [(form, kinds.setdefault(terms, len(kinds))) for form, terms in lexicon.items()]
    plain = [make_phrase(terms) for terms in kinds]
    found = {f" {form}": plain[kind] for form, kind in forms}
    made: dict[tuple[tuple[Term, ...], str], Phrase] = {}
    for clitic in pack.clitics:
        fitting: list[Phrase | None] = []
        for terms in kinds:
            able = tuple(term for term in terms if part_of_speech(term) & clitic.before)
            if able and (able, clitic.role) not in made:
                made[able, clitic.role] = make_phrase(able, clitic.role)
            fitting.append(made[able, clitic.role] if able else None)
        written = written_behind(clitic, pack.contractions)
        for form, kind in forms:
            phrase = fitting[kind]
            if phrase is not None and form.startswith(clitic.letters):
                found.setdefault(written(form), phrase)
    return found


def written_behind(clitic: Clitic, contractions: Sequence[tuple[str, str]]) -> Callable[[str], str]:
    """Give what writes a form, with a blank before it, behind a clitic."""
    front = f" {clitic.form}"
    joined = [(f" {old}", f" {new}") for old, new in contractions]
    if not any(old.startswith(front) or front.startswith(old) for old, _ in joined):
        return front.__add__

    def write(form: str) -> str:
        written = front + form
        for old, new in joined:
            if written.startswith(old):
                written = new + written[len(old) :]
        return written

    return write


def with_endings(pack: LanguagePack, lexicon: Mapping[str, tuple[Term, ...]]) -> dict[str, tuple[Term, ...]]:
    """Give a lexicon with the endings that a noun may take (case, possessive); listed forms go first."""
    grown: dict[str, tuple[Term, ...]] = {}
    for ending in pack.endings:
        for form, terms in lexicon.items():
            nouns = tuple(term for term in terms if term.category != "actor" and term.pos == "n")
            if nouns and " " not in form:
                written = form + ending
                for old, new in pack.ending_contractions:
                    if written.endswith(old):
                        written = written[: -len(old)] + new
                grown.setdefault(written, nouns)
    for form, terms in lexicon.items():
        # A verb with an object ending may be a noun with a possessive one: both readings stay.
        verbs = all(term.pos == "v" for term in terms)
        grown[form] = (*terms, *grown[form]) if verbs and form in grown else terms
    return grown


def part_of_speech(term: Term) -> set[str]:
    """Say what a term is for clitics: n, v, name (an actor), adjective (its demonym) or word."""
    if term.category == "actor":
        return {"adjective"} if term.detail == "demonym" else {"name"}
    return set(term.pos) or {"word"}
