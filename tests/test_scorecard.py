"""The table of the operations page says what the tests prove, no more and no less."""

from __future__ import annotations

from tests.scorecard import PAGE, with_table


def test_the_table_of_checks_is_current() -> None:
    page = PAGE.read_text("utf-8")
    assert page == with_table(page), "run `python tests/scorecard.py`"
