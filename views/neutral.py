"""Text cells that no spreadsheet takes for a formula. Numbers stay numbers.

After CWE-1236: a cell that begins, once invisible characters are gone, with one of the signs that start a formula gets
an apostrophe; control characters are dropped.
"""

from __future__ import annotations

import unicodedata

import pandas as pd

STARTS = frozenset("=+-@|%\t\r\n")


def visible(text: str) -> str:
    """Drop control characters (line breaks become spaces), NUL among them."""
    kept = (" " if char in "\r\n\t" else char for char in text)
    return "".join(char for char in kept if unicodedata.category(char) != "Cc")


def neutral(text: str) -> str:
    """Give a text cell that starts no formula."""
    bare = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cc", "Zs", "Zl", "Zp"))
    first = unicodedata.normalize("NFKC", bare[:1])[:1]
    starts = first in STARTS or text[:1] in STARTS
    return f"'{visible(text)}" if starts else visible(text)


def neutral_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Give a frame whose text cells start no formula."""
    done = frame.copy()
    for column in done.columns:
        if not pd.api.types.is_numeric_dtype(done[column]) and not pd.api.types.is_datetime64_any_dtype(done[column]):
            done[column] = [neutral(value) if isinstance(value, str) else value for value in done[column]]
    return done
