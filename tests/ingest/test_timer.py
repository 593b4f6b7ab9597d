"""Scorecard E: runs by the clock, day after day, with nobody watching."""

from __future__ import annotations

import configparser
import json
import os
import random
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analysis.pairs import compute_series
from analysis.run import run as analyse
from data.model import Feed, FeedState
from data.settings import Settings
from data.store.base import Store
from ingest.harvest import Stop, group_by_host
from ingest.run import DEADLINE_SECONDS, due_feeds, ingest_feeds
from ingest.scheduling import FeedWishes, is_due, next_after_success
from tests.ingest.serving import Answer, FeedServer, feed, item, rss

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 2, 6, 12, tzinfo=UTC)
VALIDATORS = {"ETag": '"v"'}
TIMER_DAYS = 3


def test_check_59_what_a_deadline_puts_off_comes_first_next_time(
    server: FeedServer, settings: Settings, store: Store
) -> None:
    assert DEADLINE_SECONDS == 20 * 60
    feeds = [feed(server.put(f"/{n}", Answer(body=rss(item("T", guid="1")))), f"f{n}") for n in range(4)]
    ingest_feeds(store, feeds[:2], settings, clock=lambda: NOW)
    stop = Stop(60)
    late = NOW + timedelta(days=2)

    def after_two(_total: int, line: object) -> None:
        if len(server.paths()) >= 4:
            stop.ask()

    report = ingest_feeds(store, feeds, settings, stop=stop, clock=lambda: late, progress=after_two)
    assert {line.feed_id for line in report.feed_runs} >= {"f2", "f3"}
    assert report.deferred == 4 - len(report.feed_runs)
    assert store.runs()[0].note == "terminated"


def test_check_59_a_passed_deadline_defers_all(server: FeedServer, settings: Settings, store: Store) -> None:
    feeds = [feed(server.put("/f", Answer(body=rss())))]
    report = ingest_feeds(store, feeds, settings, stop=Stop(0))
    assert (report.deferred, report.exit_code, server.requests) == (1, 0, [])
    assert store.runs()[0].note == "1 feeds put off"


def test_check_59_oldest_checked_feeds_lead_in_and_across_hosts() -> None:
    feeds = [Feed(f"f{n}", "o", f"http://h{n % 2}.example/{n}") for n in range(4)]
    states = {f"f{n}": FeedState(f"f{n}", "u", checked_at=NOW - timedelta(hours=n)) for n in range(3)}
    groups = group_by_host(feeds, states, NOW)
    assert [[one.id for one in group] for group in groups.values()] == [["f3", "f1"], ["f2", "f0"]]


def test_check_60_days_off_are_one_catch_up(server: FeedServer, settings: Settings, store: Store) -> None:
    feeds = [feed(server.put("/f", Answer(body=rss(item("T", guid="1")), headers=VALIDATORS)))]
    ingest_feeds(store, feeds, settings, clock=lambda: NOW)
    back = NOW + timedelta(days=TIMER_DAYS)
    for minutes in (0, 1, 15, 30, 45):
        ingest_feeds(store, feeds, settings, clock=lambda m=minutes: back + timedelta(minutes=m))
    assert len(server.requests) == 2


def test_check_60_days_off_are_a_gap_and_not_calm(server: FeedServer, settings: Settings, store: Store) -> None:
    back = NOW + timedelta(days=TIMER_DAYS)
    for number, at in enumerate((NOW, back)):
        rows = [item(f"Iran accuses the United States of breach {number}", guid=str(number))]
        feeds = [feed(server.put(f"/{number}", Answer(body=rss(*rows))), "echo", language="en")]
        ingest_feeds(store, feeds, settings, clock=lambda at=at: at)
    analyse(store, settings)
    frame = compute_series(store, "IRN-USA", back.date(), settings).set_index("day")
    days = [NOW.date() + timedelta(days=n) for n in range(TIMER_DAYS + 1)]
    assert [frame.loc[day, "exposure"] > 0 for day in days] == [True, False, False, True]
    for day in days[1:-1]:
        assert frame.loc[day, "state"] == "insufficient"
        assert frame.loc[day, ["level", "balance", "conflict"]].isna().all()
    assert store.coverage(days[1], days[-2]).empty


def test_check_60_feeds_come_back_spread_out() -> None:
    dice = random.Random(1)  # noqa: S311 - jitter is no secret
    times = {next_after_success({}, FeedWishes(), NOW, dice, validators=True) for _ in range(50)}
    assert len(times) == 50
    assert max(times) - min(times) > timedelta(minutes=3)


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=1), timedelta(days=-400), timedelta(days=400)])
def test_check_61_clock_jumps_make_no_storm_and_no_sleep(
    jump: timedelta, server: FeedServer, settings: Settings, store: Store
) -> None:
    feeds = [feed(server.put("/f", Answer(body=rss(item("T", guid="1")), headers=VALIDATORS)))]
    moments = [NOW + jump, *(NOW + timedelta(minutes=15 * n) for n in range(5 * 4))]
    for moment in moments:
        ingest_feeds(store, feeds, settings, clock=lambda m=moment: m)
    assert 3 <= len(server.requests) <= 7


def test_check_61_no_state_sleeps_longer_than_a_month() -> None:
    far = FeedState("e", "u", checked_at=NOW, next_check_at=NOW + timedelta(days=3650))
    assert is_due(far, NOW + timedelta(days=1))


def run_ingest(
    arguments: list[str], home: Path, server: FeedServer | None = None, **settings: object
) -> subprocess.CompletedProcess[str]:
    environ = {"DETENTE_HOME": str(home)}
    if server is not None:
        environ["DETENTE_ALLOW_PRIVATE_HOSTS"] = f"127.0.0.1:{server.port}"
    return subprocess.run(
        [sys.executable, "-m", "ingest", *arguments],
        env=environ,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **settings,  # type: ignore[call-overload]
    )


def listed(home: Path, *urls: str) -> list[str]:
    rows = [
        f'[[outlets]]\nid = "f{n}"\nname = "F"\n[[outlets.feeds]]\nid = "f{n}"\nurl = "{u}"\n'
        for n, u in enumerate(urls)
    ]
    (home / "feeds.toml").write_text("".join(rows))
    return ["--feeds", str(home / "feeds.toml"), "--no-analysis"]


def test_check_62_exit_codes(server: FeedServer, home: Path) -> None:
    good = server.put("/good", Answer(body=rss(item("T", guid="1")), headers=VALIDATORS))
    bad = server.put("/bad", Answer(500))
    assert run_ingest(listed(home, good), home, server).returncode == 0
    assert run_ingest(listed(home, good), home, server).stdout.startswith("ingest: no feed was due; 0 seen")
    assert run_ingest([*listed(home, good, bad), "--force"], home, server).returncode == 1
    assert run_ingest([*listed(home, bad), "--force"], home, server).returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["--bogus"],
        ["--every", "soon"],
        ["--feed", "nope"],
        ["--feeds", "/no/such.toml"],
        ["--catalog", "/no"],
        ["bogus"],
    ],
)
def test_check_62_wrong_options_are_three_and_one_line(arguments: list[str], home: Path) -> None:
    wrong = run_ingest(arguments, home)
    assert wrong.returncode == 3
    assert len(wrong.stderr.strip().splitlines()) == 1
    assert wrong.stdout == ""


def test_check_62_a_wrong_setting_is_three(home: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "ingest"],
        env={"DETENTE_HOME": str(home), "DETENTE_STORE": "mysql://x"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, len(found.stderr.splitlines())) == (3, 1)


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(ROOT / "deploy" / name, encoding="utf-8")
    return parser


def test_check_63_units_are_hardened_and_make_up_for_missed_runs() -> None:
    service, timer = unit("detente-ingest.service")["Service"], unit("detente-ingest.timer")["Timer"]
    assert service["Type"] == "oneshot"
    assert service["ExecStart"].endswith("tasks.py ingest")
    assert {service[key] for key in ("NoNewPrivileges", "PrivateTmp")} == {"yes"}
    assert service["ProtectSystem"] == "strict"
    assert service["ExecStartPost"].endswith("-m views notify")
    assert {"MemoryMax", "TimeoutStartSec", "ReadWritePaths"} <= set(service)
    assert (timer["Persistent"], timer["RandomizedDelaySec"]) == ("true", "120")


def test_check_63_every_other_timer_has_its_line() -> None:
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    for line in (
        "`*/15 * * * * DETENTE_HOME=/var/lib/detente python3 /opt/detente/tasks.py ingest >/dev/null`",
        '`schtasks /create /sc minute /mo 15 /tn Detente /tr "py C:\\detente\\tasks.py ingest"`',
        "`.venv/bin/python -m ingest --every 15m`",
    ):
        assert line in page


def test_check_63_the_dashboard_is_a_service_that_comes_back() -> None:
    service = unit("detente-dashboard.service")["Service"]
    assert service["ExecStart"].endswith("-m views serve --no-browser")
    assert "--address" not in service["ExecStart"], "it listens on this machine only"
    assert (service["Restart"], service["ProtectSystem"], service["NoNewPrivileges"]) == ("on-failure", "strict", "yes")


SYSTEMD = shutil.which("systemd-analyze")


@pytest.mark.skipif(SYSTEMD is None, reason="systemd is not here")
def test_check_63_units_verify(tmp_path: Path) -> None:
    for path in (ROOT / "deploy").glob("detente-*"):
        text = path.read_text("utf-8").replace("/opt/detente/.venv/bin/python", sys.executable)
        (tmp_path / path.name).write_text(text.replace("/opt/detente", str(ROOT)), "utf-8")
    command = [str(SYSTEMD), "verify", *map(str, sorted(tmp_path.iterdir()))]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


def test_check_64_any_folder_no_terminal_empty_environment(server: FeedServer, home: Path) -> None:
    url = server.put("/f", Answer(body=rss(item("Été à Téhéran, نص", guid="1"))))
    arguments = listed(home, url)
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import runpy; sys.argv[0] = 'ingest';"
    code += "runpy.run_module('ingest', run_name='__main__')"
    found = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={"DETENTE_HOME": str(home), "DETENTE_ALLOW_PRIVATE_HOSTS": f"127.0.0.1:{server.port}", "LANG": "C"},
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        preexec_fn=lambda: os.umask(0o077) and None,
    )
    assert found.returncode == 0, found.stderr
    assert (home / "detente.sqlite").stat().st_mode & 0o077 == 0


def test_check_65_a_second_run_over_a_hundred_feeds_reads_nothing(
    server: FeedServer, settings: Settings, store: Store
) -> None:
    feeds = []
    for n in range(100):
        rows = [item(f"Title {n} {m}", guid=str(m), summary="Some words of it.") for m in range(30)]
        body = rss(*rows)
        feeds.append(
            feed(server.put(f"/{n}", Answer(body=body, headers=VALIDATORS), Answer(304)), f"f{n}", language="en")
        )
    first = ingest_feeds(store, feeds, settings)
    second = ingest_feeds(store, feeds, settings, force=True)
    assert first.totals.new == 3000
    assert (second.totals.seen, {line.bytes for line in second.feed_runs}) == (0, {0})
    assert len(server.requests) == 200


def test_the_report_in_json_adds_up(server: FeedServer, home: Path) -> None:
    rows = [item("A", guid="1"), item("A", guid="1"), "<item/>"]
    arguments = listed(home, server.put("/f", Answer(body=rss(*rows))), server.put("/g", Answer(404)))
    report = json.loads(run_ingest([*arguments, "--json"], home, server).stdout)
    assert [row["outcome"] for row in report["feeds"]] == ["ok", "failed"]
    for row in (report["total"], *report["feeds"]):
        told = row["new"] + row["changed"] + row["unchanged"] + row["duplicate"] + sum(row["rejected"].values())
        assert row["seen"] == told


def test_due_feeds_leave_out_what_is_disabled() -> None:
    feeds = [Feed("a", "o", "http://a.example/"), Feed("b", "o", "http://b.example/", enabled=False)]
    assert [one.id for one in due_feeds(feeds, {}, NOW, force=True)] == ["a"]
