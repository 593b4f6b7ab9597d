"""Stories: one event told often is one; a reply, a denial and another day's deed are not."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from analysis.kinship import Kinship
from analysis.parameters import Parameters
from analysis.stories.build import build_stories
from analysis.stories.reopen import reopen_stories
from data.model import Report, Story
from tests.analysis.worlds import day, report, unlike_title

P = Parameters()
WORDS = ("today again", "suddenly twice", "silently anew", "heavily bombed", "overnight fires", "sirens heard")


def stories_of(*reports: Report) -> list[Story]:
    return build_stories(reports, Kinship(), P)


def mass(stories: list[Story]) -> float:
    return sum(abs(r.increment) for s in stories for r in s.reports)


def test_rewrites_of_one_deed_are_one_story() -> None:
    found = stories_of(
        report(1, 1, "ASSAULT", "Jets strike depot near Karsa, killing four", outlet="a"),
        report(2, 1, "ASSAULT", "Four killed as jets strike a depot close to Karsa", outlet="b"),
    )
    assert len(found) == 1
    assert len(found[0].reports) == 2


def test_a_reply_is_another_story() -> None:
    found = stories_of(
        report(1, 1, "ASSAULT", "Jets strike depot near Karsa, killing four", outlet="a"),
        report(2, 1, "THREATEN", "Minister vows answer after jets strike Karsa depot", actor="BBB", recipient="AAA"),
    )
    assert len(found) == 2


def test_tellings_in_three_languages_are_one_story() -> None:
    found = stories_of(
        report(1, 1, "AGREE", "Envoys sign truce at the lake", outlet="a", language="en"),
        report(2, 1, "AGREE", "Les envoyés paraphent une trêve", outlet="b", language="fr"),
        report(3, 1, "AGREE", "المبعوثون يوقعون هدنة", outlet="c", language="ar"),
    )
    assert len(found) == 1


def test_twenty_copies_weigh_as_one_and_list_all_outlets() -> None:
    title = "Border guards open fire across the river, two wounded"
    one = mass(stories_of(report(1, 1, "ASSAULT", title, outlet="w")))
    copies = stories_of(*(report(i, 1, "ASSAULT", f"{title} now", outlet=f"c{i}") for i in range(1, 21)))
    assert len(copies) == 1
    assert len({r.outlet_id for r in copies[0].reports}) == 20
    assert mass(copies) <= 1.1 * one


def test_sister_outlets_count_once() -> None:
    from dataclasses import replace

    reports = [
        report(i, 1, "ACCUSE", f"{unlike_title(3)} {' '.join(unlike_title(i + 40).split()[:2])}", outlet=f"s{i}")
        for i in range(1, 4)
    ]
    sisters = [replace(r, group="house") for r in reports]
    assert mass(stories_of(*sisters)) < mass(stories_of(*reports))


def test_salience_is_capped() -> None:
    words = "bridge shelled at dawn near the old mill by the river"
    many = [
        report(i, 1, "ASSAULT", f"{words} {' '.join(unlike_title(i).split()[:6])}", outlet=f"o{i}")
        for i in range(1, 30)
    ]
    assert max(sum(r.increment for r in s.reports) for s in stories_of(*many)) <= P.salience_cap * 9 / 5 + 1e-9


def test_one_outlet_alone_cannot_flood_a_day() -> None:
    flood = [report(i, 1, "ASSAULT", unlike_title(i), outlet="shouter") for i in range(1, 201)]
    assert mass(stories_of(*flood)) <= P.lone_group_mass_a_day + 1e-6


def test_an_only_outlet_is_not_held_back() -> None:
    raids = [report(i, 1, "ASSAULT", unlike_title(i), outlet="only") for i in range(1, 6)]
    assert mass(build_stories(raids, Kinship(), P, unchecked={day(1)})) > 4 * P.lone_group_mass_a_day


def test_order_and_batches_change_nothing() -> None:
    reports = [
        report(i, 1 + i % 4, "ASSAULT" if i % 3 else "CONSULT", unlike_title(i // 3) + f" extra{i}", outlet=f"o{i % 5}")
        for i in range(1, 40)
    ]
    shuffled = list(reports)
    random.Random(4).shuffle(shuffled)  # noqa: S311 - a shuffle, not a secret
    whole = stories_of(*reports)
    assert stories_of(*shuffled) == whole
    early = [r for r in reports if r.day <= day(2)]
    opened = reopen_stories(stories_of(*early), early)
    assert build_stories([r for r in reports if r.day > day(2)], Kinship(), P, opened) == whole


def test_force_against_a_group_spares_its_host() -> None:
    from dataclasses import replace

    def at_group(n: int) -> Report:
        r = report(n, 1, "ASSAULT", unlike_title(n), outlet=f"g{n}", recipient="ORG:SOME")
        return replace(r, event=replace(r.event, place="BBB"))

    plain = report(9, 1, "ASSAULT", "Strikes reported overnight", outlet="p")
    spared = stories_of(at_group(1), at_group(2), plain)
    assert not [s for s in spared if s.pair == "AAA-BBB"]


def test_force_against_a_proxy_concerns_its_parent() -> None:
    found = build_stories(
        [report(1, 1, "ASSAULT", "Raid on depot", recipient="ORG:SOME")], Kinship({"ORG:SOME": "BBB"}), P
    )
    assert {s.pair for s in found} == {"AAA-ORG:SOME", "AAA-BBB"}


def test_a_list_too_long_for_a_pair_is_left_out() -> None:
    from dataclasses import replace

    base = report(1, 1, "CONSULT", "summit of thirty")
    crowd = replace(base, event=replace(base.event, recipient=tuple(f"C{i:02d}" for i in range(30))))
    assert stories_of(crowd) == []


def test_one_misread_report_of_a_story_weighs_what_the_others_do() -> None:
    title = "jets strike harbour depot"
    told = [report(n, 5, "ASSAULT", f"{title} {word}", outlet=f"o{n}") for n, word in enumerate(WORDS, start=1)]
    misread = replace(told[2], event=replace(told[2].event, quad="verbal_cooperation"))
    right, wrong = (build_stories(reports, Kinship(), P) for reports in (told, [*told[:2], misread, *told[3:]]))
    assert len(right) == len(wrong) == 1
    assert sum(r.increment for r in wrong[0].reports) == pytest.approx(sum(r.increment for r in right[0].reports))


def test_where_reports_of_a_story_are_divided_each_weighs_its_own() -> None:
    title = "jets strike harbour depot"
    told = [report(n, 5, "ASSAULT", f"{title} {word}", outlet=f"o{n}") for n, word in enumerate(WORDS, start=1)]
    turned = [replace(r, event=replace(r.event, quad="verbal_cooperation")) if r.article_id % 2 else r for r in told]
    (story,) = build_stories(turned, Kinship(), P)
    assert {r.increment > 0 for r in story.reports} == {True, False}
