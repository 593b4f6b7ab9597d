"""The words that tell an event: of its clause, for the model, and the whole sentence, for a reader."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.clauses import Clause
from analysis.folding import Folded
from analysis.hits import Hit
from analysis.mentions import Mention
from analysis.reading import Reading
from data.model import Evidence


def clause_words(folded: Folded, reading: Reading, clause: Clause, limit: int | None = None) -> list[str]:
    """Give the folded words of a clause, up to where the next begins or a limit."""
    hits = reading.hits
    whole = clause.first == 0 or clause.opener == "when"
    first = folded.to_folded(reading.start) if whole else hits[clause.first].start
    last = hits[clause.stop].start if clause.stop < len(hits) else folded.to_folded(reading.end)
    return folded.text[first : last if limit is None else min(last, limit)].split()


def sentence_of(folded: Folded, reading: Reading) -> Evidence:
    """Give the whole sentence, without the blanks around it: what a reader needs to judge an event."""
    sentence = folded.original[reading.start : reading.end]
    start = reading.start + len(sentence) - len(sentence.lstrip())
    return Evidence(sentence.strip(), start, start + len(sentence.strip()))


def evidence_span(
    folded: Folded, hits: Sequence[Hit], clause: Clause, used: Sequence[Mention], sentence: tuple[int, int]
) -> tuple[int, int]:
    """Give the span that the model reads for an event: its clause, stretched over the parties named outside."""
    first = min([clause.first, *(m.first for m in used)])
    last = max([clause.stop - 1, *(m.last for m in used)])
    start = sentence[0] if first == 0 else folded.to_original(hits[first].start)
    end = sentence[1] if last == len(hits) - 1 else folded.to_original(hits[last].end)
    return start, end
