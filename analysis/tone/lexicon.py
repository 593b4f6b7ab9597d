"""Scoring by a language's own word list, on the -4..+4 scale and with the normalisation of Hutto and Gilbert (2014).

`tone.tsv` has kind, score, forms (separated by `|`, with `{a,b}` choices): `word` (a form that ends in `*` is any word
that begins so; several words are a phrase), `negator` (score is how many words it turns: after it, or before it if
negative), `booster` (score is added to the strength of the next word), `contrast` (what follows weighs more than what
came before), `sign` (emoticons and emoji). How a negator or clitic behaves is data; the code knows no language.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis.folding import Folding
from analysis.lexicon import expand, read_rows
from analysis.packs import LanguagePack
from analysis.toning import Score, Scorer
from data.errors import CatalogError

KINDS = frozenset({"word", "negator", "booster", "contrast", "sign"})
TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
ALPHA = 15.0
TURN = -0.74
BEFORE_CONTRAST, AFTER_CONTRAST = 0.5, 1.5
SHORTEST_STEM = 3
SHORTEST_BARE = 3
WORDS_KEPT = 1 << 16
LookUp = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A compiled word list; stems by length are looked up from the longest down.

    `marks` has one character of every sign, if possible one that is not of words.
    """

    words: Mapping[str, float]
    stems: Mapping[str, float]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], float], ...]]
    negators: Mapping[str, tuple[int, ...]]
    boosters: Mapping[str, float]
    contrasts: frozenset[str]
    signs: Mapping[str, float]
    marks: frozenset[str]
    longest: int
    clitics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a word list."""

    form: str
    score: float
    kind: str


def read_entries(path: Path) -> Iterator[Entry]:
    """Read a word list: columns kind, score, forms. Raises CatalogError with the line at fault."""
    for number, (kind, score, forms) in read_rows(path, ("kind", "score", "forms")):
        try:
            value = float(score or 0)
        except ValueError as error:
            raise CatalogError(f"score must be a number, not {score!r}", path, number) from error
        if kind not in KINDS:
            raise CatalogError(f"kind must be one of {', '.join(sorted(KINDS))}", path, number)
        yield from (Entry(written, value, kind) for form in forms.split("|") for written in expand(form.strip()))


def read_all_entries(folders: Sequence[Path]) -> list[Entry]:
    """Read the word lists of a language's folders, in order."""
    return [e for folder in folders if (folder / "tone.tsv").exists() for e in read_entries(folder / "tone.tsv")]


def compile_lexicon(entries: Iterable[Entry], folding: Folding, clitics: Sequence[str]) -> Lexicon:
    """Sort entries into look-up tables, folded as texts are."""
    table: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
    phrases: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    stems: dict[str, float] = {}
    negators: dict[str, tuple[int, ...]] = {}
    for entry in entries:
        form = entry.form if entry.kind == "sign" else folding.form(entry.form.rstrip("*"))
        if entry.kind == "negator":
            negators[form] = (*negators.get(form, ()), int(entry.score))
        elif entry.form.endswith("*"):
            stems[form] = entry.score
        elif " " in form and entry.kind == "word":
            first, *rest = form.split()
            phrases.setdefault(first, []).append((tuple(rest), entry.score))
        else:
            table[entry.kind][form] = entry.score
    longest_first = {first: tuple(sorted(ends, key=lambda e: -len(e[0]))) for first, ends in phrases.items()}
    return Lexicon(
        table["word"],
        stems,
        longest_first,
        negators,
        table["booster"],
        frozenset(table["contrast"]),
        table["sign"],
        frozenset(min(sign, key=lambda letter: (letter.isalnum(), letter)) for sign in table["sign"]),
        max(map(len, stems), default=0),
        tuple(sorted(set(clitics), key=len, reverse=True)),
    )


def look_up(word: str, lexicon: Lexicon) -> float:
    """Find the value of a word: as it stands, by its stem, or without a clitic in front; 0 for an unknown one."""
    found = lexicon.words.get(word)
    if found is not None:
        return found
    for length in range(min(len(word), lexicon.longest), SHORTEST_STEM - 1, -1):
        if (stem := lexicon.stems.get(word[:length])) is not None:
            return stem
    for clitic in lexicon.clitics:
        if word.startswith(clitic) and len(word) - len(clitic) >= SHORTEST_BARE:
            return look_up(word[len(clitic) :], lexicon)
    return 0.0


def split_words(folded: str) -> list[str]:
    """Give the words and signs of a folded text, which is mostly words and blanks alone."""
    return folded.split() if folded.replace(" ", "").isalnum() else TOKEN.findall(folded)


def read_values(tokens: Sequence[str], lexicon: Lexicon, find: LookUp) -> list[float]:
    """Give each token its value, with the strength that a word right before it adds."""
    values = list(map(find, tokens))
    if not lexicon.phrases.keys().isdisjoint(tokens):
        read_phrases(tokens, values, lexicon)
    for at, value in enumerate(values):
        if value and at:
            values[at] = value + math.copysign(lexicon.boosters.get(tokens[at - 1], 0.0), value)
    return values


def read_phrases(tokens: Sequence[str], values: list[float], lexicon: Lexicon) -> None:
    """Put the value of each phrase at its first token; it hides the rest."""
    read = 0
    for at in range(len(tokens)):
        width, value = phrase_at(tokens, at, lexicon) if at >= read else (1, None)
        if value is not None:
            values[at : at + width] = [value] + [0.0] * (width - 1)
            read = at + width


def phrase_at(tokens: Sequence[str], at: int, lexicon: Lexicon) -> tuple[int, float | None]:
    """Find the longest phrase that starts here: how many tokens, and its value."""
    for rest, value in lexicon.phrases.get(tokens[at], ()):
        if tuple(tokens[at + 1 : at + 1 + len(rest)]) == rest:
            return 1 + len(rest), value
    return 1, None


def turn_negated(tokens: Sequence[str], values: list[float], lexicon: Lexicon) -> list[float]:
    """Weaken and turn the nearest valued word in each negator's reach."""
    if lexicon.negators.keys().isdisjoint(tokens):
        return values
    turned = list(values)
    done: set[int] = set()
    for at, token in enumerate(tokens):
        for reach in lexicon.negators.get(token, ()):
            span = (
                range(at + 1, min(len(tokens), at + 1 + reach))
                if reach > 0
                else range(at - 1, max(-1, at - 1 + reach), -1)
            )
            hit = next((n for n in span if values[n] and n not in done), None)
            if hit is not None:
                turned[hit] = values[hit] * TURN
                done.add(hit)
    return turned


def weigh_contrast(tokens: Sequence[str], values: list[float], lexicon: Lexicon) -> list[float]:
    """Let what follows the last contrast word weigh more than what came before it."""
    if lexicon.contrasts.isdisjoint(tokens):
        return values
    places = [at for at, token in enumerate(tokens) if token in lexicon.contrasts and 0 < at < len(tokens) - 1]
    if not places:
        return values
    return [v * (BEFORE_CONTRAST if at < places[-1] else AFTER_CONTRAST) for at, v in enumerate(values)]


def count_signs(sentence: str, lexicon: Lexicon) -> float:
    """Add up the signs in a sentence."""
    return sum(value * sentence.count(sign) for sign, value in lexicon.signs.items() if sign in sentence)


def score_sentence(sentence: str, lexicon: Lexicon, folding: Folding, find: LookUp) -> float:
    """Score a sentence in -1..1: the sum of its values over the root of its square plus 15."""
    signs = 0.0 if lexicon.marks.isdisjoint(sentence) else count_signs(sentence, lexicon)
    tokens = split_words(folding.fold(sentence).text)
    values = read_values(tokens, lexicon, find)
    if any(values):
        values = weigh_contrast(tokens, turn_negated(tokens, values, lexicon), lexicon)
    total = sum(values) + max(-6.0, min(6.0, signs))
    return total / math.sqrt(total * total + ALPHA)


def load(pack: LanguagePack, folders: Sequence[Path]) -> Score:
    """Compile the word lists of a language's folders. Words seen often are looked up once."""
    lexicon = compile_lexicon(
        read_all_entries(folders), pack.folding, [pack.folding.form(clitic.form) for clitic in pack.clitics]
    )

    @lru_cache(WORDS_KEPT)
    def find(word: str) -> float:
        return look_up(word, lexicon)

    def score(sentence: str) -> float:
        return score_sentence(sentence, lexicon, pack.folding, find)

    return score


SCORER = Scorer(load)
