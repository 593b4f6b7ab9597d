"""What counts for a pair in columns: the same rows as story by story, and a value without an outlet is that of a store
that never had it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.clocks import fast
from analysis.expectations import MEETINGS
from analysis.explain import FADED, fast_masses, fast_parts, leave_one_out, probability_on
from analysis.exposure import Exposure, read_exposure
from analysis.index import compute_index
from analysis.kinship import Kinship
from analysis.masses import build_masses
from analysis.parameters import Parameters
from analysis.stories.build import build_stories
from analysis.told import read_reports, read_told
from data.model import Story
from tests.analysis.worlds import crisis, day, exposure_frame, quiet_world, report, unlike_title

P = Parameters()
DAYS, PAIR = 60, "AAA-BBB"
LAST = day(DAYS - 1)


@pytest.fixture(scope="module")
def exposure() -> Exposure:
    found = read_exposure(exposure_frame(DAYS), P, LAST)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def stories() -> list[Story]:
    talks = report(1, 50, "CONSULT", unlike_title(1), outlet="o1", status="planned", event_day=day(54))
    again = report(2, 50, "CONSULT", f"{unlike_title(1)} {unlike_title(2)[:9]}", outlet="o2", status="planned")
    quiet = [r for r in quiet_world(DAYS) if r.event.event_type not in MEETINGS or not day(50) <= r.day <= day(57)]
    told = [*quiet, *crisis([55, 56, 57], 500_000), talks, replace(again, event=talks.event)]
    return [story for story in build_stories(told, Kinship(), P) if story.pair == PAIR]


def groups_in(stories: list[Story]) -> dict[str, str]:
    return {report.outlet_id: report.outlet_id for story in stories for report in story.reports}


def without(stories: list[Story], outlet: str) -> list[Story]:
    kept = [replace(s, reports=tuple(r for r in s.reports if r.outlet_id != outlet)) for s in stories]
    return [story for story in kept if story.reports]


def test_a_row_is_a_report_that_weighs_something_within_the_exposure(stories: list[Story], exposure: Exposure) -> None:
    told = read_reports(stories, PAIR, exposure)
    rows = [(r.day, s.story_id, r.outlet_id, r.increment) for s in stories for r in s.reports if r.increment]
    names, outlets = list(told.stories), list(told.outlets)
    columns = (told.day.tolist(), told.story.tolist(), told.outlet.tolist(), told.increment.tolist())
    assert [(day(d), names[s], outlets[o], i) for d, s, o, i in zip(*columns, strict=True)] == rows
    short = Exposure(
        exposure.first, *(s[:30] for s in (exposure.headlines, exposure.reports, exposure.outlets)), exposure.usual[:30]
    )
    assert len(read_reports(stories, PAIR, short).day) == sum(when < day(30) for when, *_ in rows)
    there, back = (read_reports(stories, key, exposure) for key in ("AAA>BBB", "BBB>AAA"))
    both = sum(r.mutual for s in stories for r in s.reports if r.increment)
    assert len(there.day) + len(back.day) == len(rows) + both
    assert len(read_told([], PAIR, exposure, P).day) == 0


def test_missed_talks_are_a_row_more(stories: list[Story], exposure: Exposure) -> None:
    told, plain = read_told(stories, PAIR, exposure, P), read_reports(stories, PAIR, exposure)
    assert len(told.day) == len(plain.day) + 1
    assert told.day[-1] == 54 + P.expectation_grace_days + 1
    assert told.increment[-1] == P.missed_mass


def test_a_value_without_an_outlet_is_that_of_a_store_without_it(stories: list[Story], exposure: Exposure) -> None:
    groups = groups_in(stories)

    def probability(told: list[Story]) -> float:
        value = probability_on(compute_index(told, PAIR, exposure, groups, P), LAST)
        assert value is not None
        return value

    values = {outlet: probability(without(stories, outlet)) for outlet in groups}
    base, left = probability(stories), leave_one_out(stories, PAIR, exposure, LAST, groups, P)
    assert len(set(values.values())) > 1
    assert (left.low, left.high) == (min(base, *values.values()), max(base, *values.values()))
    assert left.outlet_id == max(values, key=lambda outlet: (abs(values[outlet] - base), outlet))


def test_the_parts_of_a_value_leave_out_only_what_rounding_takes_away() -> None:
    days = round(FADED * P.fast_half_life) + 30
    exposure = read_exposure(exposure_frame(days), P, day(days - 1))
    assert exposure is not None
    stories = [story for story in build_stories(quiet_world(days), Kinship(), P) if story.pair == PAIR]
    told = read_told(stories, PAIR, exposure, P)
    masses = build_masses(told, groups_in(stories), days, P)
    parts = fast_parts(stories, PAIR, exposure, day(days - 1), P)
    assert 0 < len(parts) < len(told.day)
    whole = (fast(masses.conflict, P)[-1], fast(masses.cooperation, P)[-1])
    assert fast_masses(parts) == pytest.approx(whole, rel=1e-12)
