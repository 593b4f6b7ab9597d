"""What the newest judged day of a pair says, in words: how sure, how high, against its own past."""

from __future__ import annotations

import pandas as pd

from views.words import Words

SURE = 0.7  # under this chance of its own direction a state is told with its doubt; the words of `pair.unsure` name it
LEVEL = {"value": "level", "low": "level_low", "high": "level_high"}


def is_unsure(state: str, chance: float | None) -> bool:
    """Say whether a directed state stands on less than a clear chance of its direction (unknown counts as unsure)."""
    if state not in ("escalation", "detente"):
        return False
    if chance is None or chance != chance:  # noqa: PLR0124 - the usual test for NaN
        return True
    return (chance if state == "escalation" else 1 - chance) < SURE


def verdict_texts(frame: pd.DataFrame, words: Words) -> list[str]:
    """Write chance, doubt, level with its band and rank of the newest judged day; nothing where no day is judged."""
    judged = frame[frame["state"] != "insufficient"]
    if judged.empty:
        return []
    last, number = judged.iloc[-1], words.number
    values = {key: number(last[column], 1) for key, column in LEVEL.items()}
    texts = [words.labelled(words("measure.direction"), words.percent(last["direction_p"]))]
    if is_unsure(str(last["state"]), last["direction_p"]):
        texts.append(words("pair.unsure"))
    rank = float((judged["level"] < last["level"]).mean())
    return [*texts, words("pair.level_word", **values), words("pair.percentile", share=words.percent(rank))]
