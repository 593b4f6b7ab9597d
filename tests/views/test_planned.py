"""The agenda parts what is ahead from what is settled, and tells a sentence once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from data.model import Story
from views.pages.parts.planned import split_agenda

TODAY = date(2026, 2, 1)
PLANNED = Story("s1", "IRN", "USA", "CONSULT", None, "verbal_cooperation", "planned", 4.0, TODAY, TODAY, ())


def planned(name: str, days: int, became: str | None = None) -> Story:
    return replace(PLANNED, story_id=name, event_day=TODAY + timedelta(days=days), expectation=became)


def test_what_is_known_to_be_held_or_failed_is_behind_even_before_its_day() -> None:
    stories = [planned("far", 9), planned("today", 0), planned("off", 3, "failed"), planned("done", -2, "held")]
    ahead, behind = split_agenda(stories, TODAY)
    assert [story.story_id for story in ahead] == ["today", "far"]
    assert [story.story_id for story in behind] == ["off", "done"]
