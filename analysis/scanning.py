"""Find every phrase of a language in an article in one Aho-Corasick scan. Gives raw hits; readings are chosen later.

Longest match first; a match must end at a word's end, else the longest shorter phrase at the same place is tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from analysis.folding import Folded
from analysis.lexicon import Term
from analysis.packs import LanguagePack

Readings = tuple[tuple[Term, ...], str]


@dataclass(frozen=True, slots=True)
class RawHit:
    """A phrase in a folded text: where, its possible readings, and the role of the clitic before it (else "")."""

    start: int
    end: int
    terms: tuple[Term, ...]
    clitic: str = ""


class Scanner:
    """All phrases of a language, compiled into one automaton."""

    def __init__(self, pack: LanguagePack, names: Mapping[str, tuple[Term, ...]]) -> None:
        lexicon = dict(pack.lexicon)
        for form, terms in names.items():
            lexicon[form] = (*lexicon.get(form, ()), *terms)
        self._readings: dict[str, Readings] = {}
        for form, readings in with_clitics(pack, lexicon):
            self._readings.setdefault(f" {form}", readings)
        self._forms = list(self._readings)
        self._values = list(self._readings.values())
        self._automaton = AhoCorasick(self._forms, matchkind=MatchKind.LeftmostLongest)

    def scan(self, folded: Folded) -> list[RawHit]:
        """Give the hits of a text in order."""
        text, hits = folded.text, []
        for index, start, found_end in self._automaton.find_matches_as_indexes(text):
            end = found_end
            if text[end] != " ":
                shorter = self._shorter(self._forms[index])
                if shorter is None:
                    continue
                end = start + len(shorter)
                terms, clitic = self._readings[shorter]
            else:
                terms, clitic = self._values[index]
            hits.append(RawHit(start + 1, end, terms, clitic))
        return hits

    def _shorter(self, form: str) -> str | None:
        while (cut := form.rfind(" ")) > 0:
            form = form[:cut]
            if form in self._readings:
                return form
        return None


def with_clitics(pack: LanguagePack, lexicon: Mapping[str, tuple[Term, ...]]) -> Iterable[tuple[str, Readings]]:
    """Give every form with its readings, first as it stands, then behind each clitic that may precede it."""
    for form, terms in lexicon.items():
        yield form, (terms, "")
    for clitic in pack.clitics:
        for form, terms in lexicon.items():
            fitting = tuple(term for term in terms if part_of_speech(term) & clitic.before)
            if fitting:
                written = clitic.form + form
                for old, new in pack.contractions:
                    if written.startswith(old):
                        written = new + written[len(old) :]
                yield written, (fitting, clitic.role)


def part_of_speech(term: Term) -> set[str]:
    """Say what a term is for clitics: n, v, name (an actor), adjective (its demonym) or word."""
    if term.category == "actor":
        return {"adjective"} if term.detail == "demonym" else {"name"}
    return set(term.pos) or {"word"}
