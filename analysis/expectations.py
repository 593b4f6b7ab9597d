"""What was announced, and what became of it: planned meetings are held, failed, missed, or still open.

A planned story with a day is an expectation. It is held when the pair is told to have met from the day before to the
grace days after, failed when talks are told to have failed or been called off, missed when the day and the grace have
passed with coverage and without either. A missed one weighs as a small conflict on the day on which it is missed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from analysis.parameters import Parameters
from data.model import Story, StoryReport

MEETINGS = frozenset({"CONSULT", "AGREE", "COOPERATE"})
OFF = frozenset({"cancelled", "failed"})


def is_expectation(story: Story) -> bool:
    """Say whether a story announces a meeting or an accord for a day."""
    return story.status == "planned" and story.event_type in MEETINGS and story.event_day is not None


def outcome(story: Story, others: Sequence[Story], as_of: date, parameters: Parameters) -> str:
    """Say what became of one expectation, from the pair's stories known by a day."""
    due = story.event_day or story.day
    last = due + timedelta(parameters.expectation_grace_days)
    near = [o for o in others if due - timedelta(1) <= o.day <= min(last, as_of) and o.event_type in MEETINGS]
    off = [o for o in others if story.day <= o.day <= min(last, as_of) and o.status in OFF and o.event_type in MEETINGS]
    if any(o.status == "actual" for o in near):
        return "held"
    if off:
        return "failed"
    return "missed" if as_of > last else "open"


def settle_expectations(stories: Iterable[Story], as_of: date, parameters: Parameters) -> list[Story]:
    """Give all stories, the expectations among them with their outcome as known at the end of a day."""
    stories = list(stories)
    by_pair: Mapping[str, list[Story]] = defaultdict(list)
    for story in stories:
        by_pair[story.pair].append(story)
    return [
        replace(s, expectation=outcome(s, by_pair[s.pair], as_of, parameters)) if is_expectation(s) else s
        for s in stories
    ]


def missed_reports(stories: Sequence[Story], as_of: date, parameters: Parameters) -> list[tuple[Story, StoryReport]]:
    """Give what each missed expectation weighs, on the day on which it is known to be missed."""
    found = []
    for story in filter(is_expectation, stories):
        day = (story.event_day or story.day) + timedelta(parameters.expectation_grace_days + 1)
        if day <= as_of and outcome(story, stories, day, parameters) == "missed":
            lead = story.reports[0]
            found.append((story, replace(lead, day=day, own_wording=True, increment=parameters.missed_mass)))
    return found
