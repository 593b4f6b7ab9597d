"""English-style scoring: the compound of vaderSentiment (Hutto and Gilbert 2014), one sentence at a time.

Lexicon and constants are the package's own; its rules are applied here only where a word of the lexicon stands, since
the package itself lowers the whole sentence again for every such word. The compounds are equal to the last digit, which
a test checks. Never a whole article in one call: the sum of many words saturates.
"""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import sqrt
from pathlib import Path

from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    C_INCR,
    N_SCALAR,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

from analysis.packs import LanguagePack
from analysis.tone.lexicon import read_all_entries
from analysis.toning import Score, Scorer

ALPHA = 15
FAR = (1.0, 0.95, 0.9)
DOUBTLESS = 1.25
MOST_MARKS, MARK, FEW_QUERIES, QUERY, MANY_QUERIES = 4, 0.292, 3, 0.18, 0.96
SHORTEST = 3
INTENSE = frozenset({"so", "this"})
WORDS_KEPT = 1 << 15


@lru_cache(WORDS_KEPT)
def bare(token: str) -> str:
    """Give a token without the punctuation around it; an emoticon as it stands."""
    word = token.strip(string.punctuation)
    return word if len(word) >= SHORTEST else token


@lru_cache(WORDS_KEPT)
def negates(word: str) -> bool:
    """Say whether a lower-case word negates."""
    return word in NEGATE or "n't" in word


class Sentence:
    """The words of a sentence, as written and in lower case."""

    __slots__ = ("low", "mixed", "words")

    def __init__(self, text: str) -> None:
        self.words = list(map(bare, text.split()))
        self.low = list(map(str.lower, self.words))
        self.mixed: bool | None = None

    def is_shouted(self, at: int) -> bool:
        """Say whether a word is in capitals in a sentence that is not."""
        if not self.words[at].isupper():
            return False
        if self.mixed is None:
            self.mixed = not all(word.isupper() for word in self.words)
        return self.mixed


def compound(text: str, lexicon: Mapping[str, float], emojis: Mapping[str, str]) -> float:
    """Give the compound score of a text."""
    if not text.isascii() and not emojis.keys().isdisjoint(text):
        text = spell_emojis(text, emojis)
    sentence = Sentence(text)
    low = sentence.low
    places = [at for at, word in enumerate(low) if word in lexicon and counts(low, at)]
    values = [value_at(sentence, at, lexicon) for at in places]
    if "but" in low:
        weigh_contrast(places, values, low.index("but"))
    total = float(sum(values))
    if total:
        marks = emphasis(text)
        total += marks if total > 0 else -marks
    return round(max(-1.0, min(1.0, total / sqrt(total * total + ALPHA))), 4)


def spell_emojis(text: str, emojis: Mapping[str, str]) -> str:
    """Write out emojis, parted by a blank from what stands before them."""
    pieces: list[str] = []
    parted = True
    for letter in text:
        spelt = emojis.get(letter)
        pieces += [letter] if spelt is None else [spelt] if parted else [" ", spelt]
        parted = spelt is None and letter == " "
    return "".join(pieces)


def counts(low: Sequence[str], at: int) -> bool:
    """Say whether a word of the lexicon has a value of its own here: not as a booster, nor as the head of "kind of"."""
    return low[at] not in BOOSTER_DICT and not (low[at] == "kind" and low[at + 1 : at + 2] == ["of"])


def value_at(sentence: Sentence, at: int, lexicon: Mapping[str, float]) -> float:
    """Give the value of a word with what the three words before it do to it."""
    low = sentence.low
    value = own = lexicon[low[at]]
    if low[at] == "no" and at + 1 < len(low) and low[at + 1] in lexicon:
        value = 0.0
    before = low[max(0, at - 3) : at]
    if "no" in before[-2:] or (len(before) == 3 and before[0] == "no" and before[2] in {"or", "nor"}):
        value = own * N_SCALAR
    if sentence.is_shouted(at):
        value += C_INCR if value > 0 else -C_INCR
    for step, far in enumerate(FAR):
        place = at - step - 1
        if place < 0 or low[place] in lexicon:
            continue
        if low[place] in BOOSTER_DICT:
            value += boost(sentence, place, value) * far
        value = turn(low, at, step, value)
        if step == len(FAR) - 1:
            value = idiom(low, at, value)
    if before and before[-1] == "least" and "least" not in lexicon and (at == 1 or low[at - 2] not in {"at", "very"}):
        value *= N_SCALAR
    return value


def boost(sentence: Sentence, place: int, value: float) -> float:
    """Give what a booster adds to a value."""
    added: float = BOOSTER_DICT[sentence.low[place]]
    if value < 0:
        added *= -1
    if sentence.is_shouted(place):
        added += C_INCR if value > 0 else -C_INCR
    return added


def turn(low: Sequence[str], at: int, step: int, value: float) -> float:
    """Turn a value that the word `step` words before its neighbour negates; "never so" strengthens it."""
    word, between = low[at - step - 1], low[at - step : at]
    if step == 1:
        strengthened = word == "never" and between[0] in INTENSE
    else:
        strengthened = step == 2 and ((word == "never" and between[0] in INTENSE) or between[1] in INTENSE)
    if strengthened:
        return value * DOUBTLESS
    if step and word == "without" and "doubt" in between:
        return value
    return value * N_SCALAR if negates(word) else value


def idiom(low: Sequence[str], at: int, value: float) -> float:
    """Give the value of a set phrase around a word, or its own with what "sort of" and its like take away."""
    three, two, one, word = low[at - 3 : at + 1]
    pair, triple, early = f"{two} {one}", f"{three} {two} {one}", f"{three} {two}"
    for phrase in (f"{one} {word}", f"{pair} {word}", pair, triple, early):
        if phrase in SPECIAL_CASES:
            value = SPECIAL_CASES[phrase]
            break
    for length in (2, 3):
        phrase = " ".join(low[at : at + length])
        if at + length <= len(low) and phrase in SPECIAL_CASES:
            value = SPECIAL_CASES[phrase]
    for phrase in (triple, early, pair):
        value += BOOSTER_DICT.get(phrase, 0.0)
    return value


def weigh_contrast(places: Sequence[int], values: list[float], at: int) -> None:
    """Halve what stands before a "but" and raise what follows; of equal values the first is meant (as there)."""
    for nth in range(len(values)):
        first = values.index(values[nth])
        if places[first] != at:
            values[first] *= 0.5 if places[first] < at else 1.5


def emphasis(text: str) -> float:
    """Give what exclamation and question marks add to the strength of a text."""
    queries = text.count("?")
    asked = 0.0 if queries < 2 else queries * QUERY if queries <= FEW_QUERIES else MANY_QUERIES
    return min(text.count("!"), MOST_MARKS) * MARK + asked


def load(_pack: LanguagePack, folders: Sequence[Path]) -> Score:
    """Give the compound score of a sentence by VADER's lexicon and the words of the language's own `tone.tsv`."""
    analyzer = SentimentIntensityAnalyzer()
    lexicon: dict[str, float] = analyzer.lexicon
    lexicon.update({e.form: e.score for e in read_all_entries(folders) if e.kind == "word"})

    def score(sentence: str) -> float:
        return compound(sentence, lexicon, analyzer.emojis)

    return score


SCORER = Scorer(load)
