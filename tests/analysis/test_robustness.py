"""What may not move the index: floods, copies, house tone, hostile outlets, new feeds, outages, a poor coder.

The world is fixed: eight outlets in three camps, 120 days, a crisis at day 40 and a thaw at day 60. "SD" is the
standard deviation of the daily balance of that world. Numbers in the names are those of the reliability scorecard.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis.alerts import find_alerts
from analysis.camps import index_of_outlets
from analysis.coder import Coder
from analysis.explain import leave_one_out
from analysis.exposure import read_exposure
from analysis.index import PairIndex, compute_index, join_parts
from analysis.kinship import Kinship
from analysis.parameters import Parameters
from analysis.run import Context
from analysis.stories.build import build_stories
from data.model import Report, Story
from tests.analysis.worlds import crisis, day, exposure_frame, quiet_world, report, unlike_title

P = Parameters()
DAYS = 120
LATE = 105
OUTLETS = 8
PAIR = "AAA-BBB"
Alert = tuple[date, str]


def world() -> list[Report]:
    """The fixed world."""
    war, peace = list(range(40, 46)), list(range(60, 64))
    return [
        *quiet_world(DAYS, outlets=OUTLETS),
        *crisis(war, 500_000, outlets=OUTLETS),
        *crisis(peace, 700_000, outlets=OUTLETS, kind="AGREE"),
    ]


def parts_of(reports: Sequence[Report], frame: pd.DataFrame | None = None) -> tuple[list[Story], list[PairIndex]]:
    stories = build_stories(reports, Kinship(), P)
    exposure = read_exposure(exposure_frame(DAYS) if frame is None else frame, P, day(DAYS - 1))
    assert exposure is not None
    mine = [s for s in stories if s.pair == PAIR]
    return mine, compute_index(mine, PAIR, exposure, {r.outlet_id: r.group for r in reports}, P)


def seen(reports: Sequence[Report], frame: pd.DataFrame | None = None) -> tuple[pd.DataFrame, set[Alert]]:
    stories, parts = parts_of(reports, frame)
    groups = {r.outlet_id: r.group for r in reports}
    alerts = {(a["day"], a["state"]) for part in parts for a in find_alerts(part, stories, groups, P)}
    return join_parts(parts), alerts


@pytest.fixture(scope="module")
def plain() -> tuple[pd.DataFrame, set[Alert]]:
    return seen(world())


def sd_of(frame: pd.DataFrame) -> float:
    return float(frame["balance"][P.history_days :].std())


def shift(changed: pd.DataFrame, base: pd.DataFrame, days: Sequence[int]) -> float:
    """The median change of the balance over some days, in SD of the base world."""
    moved = (changed["balance"] - base["balance"]).iloc[list(days)]
    return float(abs(moved.median())) / sd_of(base)


def told_by(number: int, when: int, kind: str, outlet: str, title: str | None = None) -> Report:
    return report(number, when, kind, title or unlike_title(number), outlet=outlet)


def test_the_world_has_the_turns_it_should(plain: tuple[pd.DataFrame, set[Alert]]) -> None:
    _, alerts = plain
    assert (day(40), "escalation") in alerts
    assert {d for d, s in alerts if s == "detente"} & {day(n) for n in range(60, 64)}
    assert len(alerts) <= 4


def test_85_a_flood_by_one_outlet(plain: tuple[pd.DataFrame, set[Alert]]) -> None:
    flood = [told_by(900_000 + i, LATE, "ASSAULT", "o0") for i in range(1000)]
    frame, alerts = seen([*world(), *flood])
    assert shift(frame, plain[0], [LATE]) < 0.5
    assert alerts == plain[1]


def test_86_one_wire_text_in_twenty_outlets(plain: tuple[pd.DataFrame, set[Alert]]) -> None:
    title = f"{unlike_title(77)} {unlike_title(78)}"
    once = [told_by(900_000, LATE, "ASSAULT", "w0", title)]
    copies = [told_by(900_001 + i, LATE, "ASSAULT", f"w{i + 1}", f"{title} {unlike_title(i)[:6]}") for i in range(19)]
    one, _ = seen([*world(), *once])
    many, alerts = seen([*world(), *once, *copies])
    assert many["conflict"][LATE] <= 1.1 * one["conflict"][LATE]
    assert shift(many, one, [LATE]) < 0.1
    assert alerts == plain[1]


def test_86_a_translation_adds_no_more_than_a_second_outlet() -> None:
    first = told_by(900_000, LATE, "ASSAULT", "w0")
    second, translated = (
        replace(told_by(900_001, LATE, "ASSAULT", "w1", title), language=language)
        for title, language in ((f"{first.title} {unlike_title(9)[:15]}", "en"), (unlike_title(4), "fr"))
    )
    own, foreign = (build_stories([first, r], Kinship(), P) for r in (second, translated))
    assert len(own) == len(foreign) == 1
    assert sum(r.increment for r in foreign[0].reports) <= sum(r.increment for r in own[0].reports)


def test_87_the_outlet_that_makes_a_peak_is_named(plain: tuple[pd.DataFrame, set[Alert]]) -> None:
    planted = [told_by(900_000 + i, LATE, "ASSAULT", "planted") for i in range(9)]
    reports = [*world(), *planted]
    stories, parts = parts_of(reports)
    groups = {r.outlet_id: r.group for r in reports}
    left = leave_one_out(stories, PAIR, parts[-1].exposure, day(LATE), groups, P)
    assert left.outlet_id == "planted"
    assert left.low is not None
    assert left.high is not None
    assert left.low < left.high


def test_88_one_of_five_outlets_is_hostile_for_a_month() -> None:
    base = quiet_world(DAYS, outlets=5)
    turned = [replace(r, event=told_by(1, 1, "ACCUSE", "o0").event) for r in base]
    days = range(80, 110)
    mixed = [
        t if r.outlet_id == "o0" and r.day in {day(n) for n in days} else r for r, t in zip(base, turned, strict=True)
    ]
    frame, _ = seen(base)
    assert shift(seen(mixed)[0], frame, days) < 0.5


def test_89_an_outlet_with_a_hostile_house_tone_joins(plain: tuple[pd.DataFrame, set[Alert]]) -> None:
    base = world()
    events = {r.article_id: r for r in base if r.outlet_id == "o1" and r.day >= day(80)}
    house = [
        replace(r, article_id=r.article_id + 2_000_000, outlet_id="house", group="house", title=f"{r.title} furious")
        for r in events.values()
    ]
    assert house
    frame, alerts = seen([*base, *house])
    assert shift(frame, plain[0], range(80, 90)) < 0.25
    assert alerts == plain[1]


def test_90_camps_that_disagree_are_shown_apart() -> None:
    base = world()
    mine = [r for r in base if r.outlet_id in {"o0", "o1", "o2", "o3"}]
    theirs = [r for r in base if r not in mine] + crisis([LATE, LATE + 1], 900_000, outlets=8)[4:]
    frame, context = exposure_frame(DAYS, outlets=4), Context(Kinship(), {}, P)
    calm, alarmed = (index_of_outlets(reports, PAIR, frame, day(DAYS - 1), context) for reports in (mine, theirs))
    assert alarmed["state"][LATE] == "escalation"
    assert calm["state"][LATE] != "escalation"


def test_91_three_sister_outlets_raise_no_alert(plain: tuple[pd.DataFrame, set[Alert]]) -> None:
    loud = [told_by(900_000 + i, LATE, "ASSAULT", f"s{i % 3}") for i in range(60)]
    sisters = [replace(r, group="house") for r in loud]
    assert seen([*world(), *sisters])[1] == plain[1]
    assert len(seen([*world(), *crisis([LATE], 900_000)])[1]) > len(plain[1])


def test_92_a_list_of_thirty_states_counts_for_none(plain: tuple[pd.DataFrame, set[Alert]]) -> None:
    base = told_by(900_000, LATE, "ASSAULT", "o0")
    crowd = tuple(f"C{i:02d}" for i in range(29))
    stuffed = replace(base, event=replace(base.event, recipient=("BBB", *crowd)))
    frame, _ = seen([*world(), stuffed])
    pd.testing.assert_frame_equal(frame, plain[0])


@pytest.mark.parametrize("status", ["hypothetical", "question", "historical", "denied"])
def test_92_what_did_not_happen_makes_no_crisis(plain: tuple[pd.DataFrame, set[Alert]], status: str) -> None:
    unreal = [replace(r, event=replace(r.event, status=status)) for r in crisis([LATE], 900_000)]
    assert seen([*world(), *unreal])[1] == plain[1]


def test_93_no_coverage_is_a_gap_and_leaves_no_judgement() -> None:
    frame, _ = seen(world(), exposure_frame(DAYS, without=(70, 71)))
    gap = frame[frame["day"].isin([day(70), day(71)])]
    assert set(gap["state"]) == {"insufficient"}
    assert gap[["balance", "level", "direction_p"]].isna().all().all()


@pytest.mark.parametrize(
    "line",
    [
        "Norway attack Peru from the whistle in World Cup opener",
        "Rugby: Chad punish Peru in second half",
        "Peru beat Norway on penalties to reach the Copa America final",
        "Box office: film on Norway's war with Peru smashes records",
    ],
)
def test_nearest_94_sport_and_pastime_are_no_acts_of_states(coder: Coder, line: str) -> None:
    """No feed has a rule for its sections: what is sport or pastime is known by its words, article by article."""
    assert coder.code(line, "en").events == ()


def test_nearest_94_what_one_outlet_repeats_adds_nothing(plain: tuple[pd.DataFrame, set[Alert]]) -> None:
    """A summary of what the outlet told before is not known as such; it weighs nothing as its story is told already."""
    title = f"{unlike_title(77)} {unlike_title(78)}"
    once = told_by(900_000, LATE, "ASSAULT", "o0", title)
    again = [told_by(900_001 + n, LATE + n, "ASSAULT", "o0", title) for n in range(1, 4)]
    first, repeated = seen([*world(), once]), seen([*world(), once, *again])
    pd.testing.assert_frame_equal(repeated[0].drop(columns="stories"), first[0].drop(columns="stories"))
    assert repeated[1] == first[1]


def test_nearest_95_a_feed_that_is_taken_over_raises_no_alert_and_is_named(
    plain: tuple[pd.DataFrame, set[Alert]],
) -> None:
    """`analysis outlets` names what turned, a person decides; until then it is contained, as all one outlet adds."""
    base = world()
    mine = [r for r in base if r.outlet_id != "o0" or not day(LATE) <= r.day < day(LATE + 3)]
    usual = sum(r.outlet_id == "o0" and r.day < day(LATE) for r in base) / LATE
    taken = [
        replace(told_by(900_000 + 100 * d + i, d, "ASSAULT", "o0"), language="xx")
        for d in range(LATE, LATE + 3)
        for i in range(round(5 * usual) + 1)
    ]
    reports = [*mine, *taken]
    frame, alerts = seen(reports)
    assert shift(frame, plain[0], [LATE]) < 0.5
    assert alerts == plain[1]
    stories, parts = parts_of(reports)
    groups = {r.outlet_id: r.group for r in reports}
    assert leave_one_out(stories, PAIR, parts[-1].exposure, day(LATE + 2), groups, P).outlet_id == "o0"


def test_96_an_edited_headline_counts_once_by_its_latest_version() -> None:
    """The store replaces an article's events when its version changes; here both tellings are given by mistake."""
    first = told_by(900_000, LATE, "ASSAULT", "o0", "jets strike the depot")
    same = replace(first, seq=1)
    edited = told_by(900_000, LATE, "THREATEN", "o0", "minister threatens to strike the depot")
    once, twice, later = (seen([*world(), *extra])[0]["conflict"][LATE] for extra in ([first], [first, same], [edited]))
    assert once == twice
    assert later < once


def test_97_the_direction_does_not_turn_with_the_wording() -> None:
    def tellings(words: str) -> list[Report]:
        return [told_by(900_000 + i, LATE, "ASSAULT", f"o{i}", f"{unlike_title(1)} {words}{i}") for i in range(6)]

    heroic, cruel = (build_stories(tellings(words), Kinship(), P) for words in ("heroic", "barbaric"))
    assert {(s.actor, s.recipient, s.quad) for s in heroic} == {(s.actor, s.recipient, s.quad) for s in cruel}


def test_98_the_same_reports_give_the_same_numbers(plain: tuple[pd.DataFrame, set[Alert]]) -> None:
    shuffled = world()
    random.Random(3).shuffle(shuffled)  # noqa: S311 - a shuffle, not a secret
    frame, alerts = seen(shuffled)
    pd.testing.assert_frame_equal(frame, plain[0])
    assert alerts == plain[1]


def test_100_shuffled_days_raise_few_alerts() -> None:
    base = quiet_world(DAYS, outlets=OUTLETS)
    rng = np.random.default_rng(5)
    alerts = 0
    for _ in range(4):
        order = rng.permutation(DAYS)
        moved = [replace(r, day=day(int(order[(r.day - day(0)).days]))) for r in base]
        alerts += len(seen(moved)[1])
    assert alerts / (4 * DAYS / 30) <= 0.25


def test_growing_feeds_are_not_an_escalation(plain: tuple[pd.DataFrame, set[Alert]]) -> None:
    base, rng = world(), random.Random(1)  # noqa: S311 - a draw, not a secret
    grown = [
        replace(r, article_id=r.article_id + 3_000_000, outlet_id=f"n{r.outlet_id}", group=f"n{r.outlet_id}")
        for r in base
        if r.day >= day(90) and rng.random() < 0.3
    ]
    told = [replace(r, title=f"{r.title} {' '.join(unlike_title(r.article_id).split()[:4])}") for r in grown]
    frame = exposure_frame(DAYS)
    late = frame["day"] >= day(90)
    frame.loc[late, ["headlines", "reports"]] = (frame.loc[late, ["headlines", "reports"]] * 1.3).round().astype(int)
    changed, alerts = seen([*base, *told], frame)
    assert alerts == plain[1]
    assert shift(changed, plain[0], range(90, 110)) < 0.5


def test_an_outage_is_not_a_detente(plain: tuple[pd.DataFrame, set[Alert]]) -> None:
    silent = {f"o{i}" for i in range(5)}
    lost = {day(n) for n in range(95, 99)}
    left = [r for r in world() if not (r.outlet_id in silent and r.day in lost)]
    frame = exposure_frame(DAYS)
    frame = frame[~(frame["outlet_id"].isin(silent) & frame["day"].isin(lost))]
    changed, alerts = seen(left, frame)
    assert alerts <= plain[1]
    assert set(changed["state"][95:99]) <= {"insufficient", "steady"}


def test_a_poor_coder_finds_the_same_turns() -> None:
    rng = random.Random(2)  # noqa: S311 - a draw, not a secret
    kept = [r for r in world() if rng.random() > 0.3]
    wrong = {r.article_id for r in kept if rng.random() < 0.15}
    flipped = [
        replace(
            r, event=replace(r.event, quad="verbal_conflict" if "cooperation" in r.event.quad else "verbal_cooperation")
        )
        if r.article_id in wrong
        else r
        for r in kept
    ]
    _, alerts = seen(flipped)
    assert {d for d, s in alerts if s == "escalation"} & {day(n) for n in range(40, 44)}
    assert {d for d, s in alerts if s == "detente"} & {day(n) for n in range(60, 64)}
