"""English-style scoring by vaderSentiment (Hutto and Gilbert 2014), one sentence at a time.

Never a whole article in one call: its cost grows faster than the text and its sum saturates.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.packs import LanguagePack
from analysis.tone.lexicon import read_all_entries
from analysis.toning import Score, Scorer


def load(_pack: LanguagePack, folders: Sequence[Path]) -> Score:
    """Give the compound score of a sentence by VADER's lexicon and the words of the language's own `tone.tsv`."""
    analyzer = SentimentIntensityAnalyzer()
    analyzer.lexicon.update({e.form: e.score for e in read_all_entries(folders) if e.kind == "word"})

    def score(sentence: str) -> float:
        return float(analyzer.polarity_scores(sentence)["compound"])

    return score


SCORER = Scorer(load)
