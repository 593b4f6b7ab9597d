"""Scorecard D: killed, starved or refused, a run leaves a store that the next run completes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data.settings import Settings
from data.store import open_store
from data.store.base import Store
from ingest.harvest import Stop
from ingest.lock import AlreadyRunningError, hold_lock
from ingest.run import ingest_feeds
from tests.ingest.serving import Answer, FeedServer, feed, item, rss

ROOT = Path(__file__).resolve().parents[2]
VALIDATORS = {"ETag": '"v"'}


@pytest.fixture
def listed(server: FeedServer, home: Path) -> list[str]:
    """Six feeds of three entries, in a file that the command line can be given."""
    lines = []
    for n in range(6):
        rows = [item(f"Title {n}-{m}", guid=f"{n}-{m}", summary=f"Text {n}-{m}") for m in range(3)]
        url = server.put(f"/{n}", Answer(body=rss(*rows), headers=VALIDATORS))
        lines.append(
            f'[[outlets]]\nid = "o{n}"\nname = "O{n}"\n[[outlets.feeds]]\nid = "f{n}"\nurl = "{url}"\nlanguage = "en"\n'
        )
    (home / "feeds.toml").write_text("".join(lines))
    return ["--feeds", str(home / "feeds.toml"), "--no-analysis"]


def environment(server: FeedServer, home: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {"DETENTE_HOME": str(home), "DETENTE_ALLOW_PRIVATE_HOSTS": f"127.0.0.1:{server.port}"} | more


def run_ingest(arguments: list[str], environ: dict[str, str], code: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ingest"] if not code else [sys.executable, "-c", code]
    return subprocess.run(
        [*command, *arguments], env=environ, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )


def contents(home: Path) -> list[tuple[str, str, str, int]]:
    with open_store(f"sqlite:///{home / 'detente.sqlite'}", read_only=True) as store:
        rows = [s for batch in store.articles_to_analyse("none") for s in batch]
        return sorted((s.article.key, s.article.title, s.article.body, s.version) for s in rows)


# Forks a child for each point: it dies at the n-th statement sent to the store; a second child then runs unhindered.
KILLER = """
import json, os, signal, sys
from data.commandline import Command, main
from data.plugins import discover
from data.store.sqlite.database import SqliteDatabase
from ingest import commands

COMMANDS = discover(commands, "COMMAND", Command)

def ingest(home, kill_at, arguments):
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    os.environ["DETENTE_HOME"] = home
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    left = [kill_at]
    def counted(work):
        def call(*given, **named):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return work(*given, **named)
        return call
    SqliteDatabase.execute = counted(SqliteDatabase.execute)
    SqliteDatabase.execute_many = counted(SqliteDatabase.execute_many)
    os._exit(main("ingest", "", COMMANDS, arguments, default="run"))

home, points, arguments = sys.argv[1], range(*map(int, sys.argv[2:5])), sys.argv[5:]
print(json.dumps([(n, ingest(f"{home}/k{n}", n, arguments), ingest(f"{home}/k{n}", 0, [*arguments, "--force"]))
                  for n in points]))
"""


@pytest.mark.slow
def test_check_50_a_run_that_is_killed_anywhere_is_completed_by_the_next(
    server: FeedServer, home: Path, listed: list[str]
) -> None:
    whole = home / "whole"
    assert run_ingest(listed, environment(server, whole)).returncode == 0
    driver = run_ingest([str(home), "2", "62", "3", *listed], environment(server, home), KILLER)
    results = json.loads(driver.stdout)
    assert len(results) == 20
    assert sum(first == signal.SIGKILL for _, first, _ in results) == 20
    assert {again for _, _, again in results} == {0}, driver.stderr
    for point, _, _ in results:
        assert contents(home / f"k{point}") == contents(whole)


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
from ingest import commands
from data.commandline import Command, main
from data.plugins import discover
sys.exit(main("ingest", "", discover(commands, "COMMAND", Command), sys.argv[1:], default="run"))
"""


def test_check_51_a_full_disk_ends_the_run_and_moves_no_validator(
    server: FeedServer, home: Path, listed: list[str]
) -> None:
    for n in range(6):
        rows = [item(f"T{n}-{m}", guid=f"{n}-{m}", summary=f"word{m} " * 3_000) for m in range(30)]
        server.put(f"/{n}", Answer(body=rss(*rows), headers=VALIDATORS))
    full = run_ingest(["1500000", *listed], environment(server, home), FULL)
    assert full.returncode == 2, full.stderr
    assert "Traceback" not in full.stderr
    assert full.stderr.strip().splitlines()[-1].count("detente.sqlite") >= 1
    with open_store(f"sqlite:///{home / 'detente.sqlite'}") as store:
        kept = store.feed_states()
        assert len(kept) < 6
        stored = {s.article.feed_id for batch in store.articles_to_analyse("none") for s in batch}
        assert {key for key, state in kept.items() if state.etag} == stored
    assert run_ingest([*listed, "--force"], environment(server, home)).returncode == 0
    assert len(contents(home)) == 180


def test_check_52_a_folder_that_cannot_be_written_is_one_line(
    server: FeedServer, home: Path, listed: list[str]
) -> None:
    (home / "file").write_text("in the way")
    blocked = run_ingest(listed, environment(server, home / "file" / "below"))
    assert blocked.returncode == 2
    assert len(blocked.stderr.strip().splitlines()) <= 2
    assert "Traceback" not in blocked.stderr


def test_check_53_a_damaged_store_is_never_replaced(server: FeedServer, home: Path, listed: list[str]) -> None:
    assert run_ingest(listed, environment(server, home)).returncode == 0
    path = home / "detente.sqlite"
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    path.write_bytes(b"not a database at all" * 500)
    damaged = run_ingest(listed, environment(server, home))
    assert damaged.returncode == 2
    assert "Traceback" not in damaged.stderr
    assert path.read_bytes().startswith(b"not a database")


def test_check_54_a_signal_ends_the_run_in_good_order(server: FeedServer, home: Path, listed: list[str]) -> None:
    server.put("/3", Answer(raw=lambda _handler: time.sleep(30)))
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest", *listed], env=environment(server, home), cwd=ROOT, stdout=subprocess.PIPE
    )
    deadline = time.monotonic() + 30
    while "/3" not in server.paths() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=10)
    assert b"put off" in output
    with open_store(f"sqlite:///{home / 'detente.sqlite'}", read_only=True) as store:
        (run,) = store.runs()
        assert (run.note, run.ended_at is not None) == ("terminated", True)
        assert "f3" not in store.feed_states()


def test_a_stop_that_was_asked_for_starts_nothing(server: FeedServer, settings: Settings, store: Store) -> None:
    stop = Stop(60)
    stop.ask()
    report = ingest_feeds(store, [feed(server.put("/f", Answer(body=rss())))], settings, stop=stop)
    assert (report.deferred, server.requests) == (1, [])


def test_check_58_a_second_run_sees_the_lock(server: FeedServer, home: Path, listed: list[str]) -> None:
    with hold_lock(home / "ingest.lock"):
        second = run_ingest(listed, environment(server, home))
        assert (second.returncode, second.stdout.strip()) == (0, "ingest: already running")
        with pytest.raises(AlreadyRunningError), hold_lock(home / "ingest.lock"):
            pass
        assert run_ingest([*listed, "--tell-busy"], environment(server, home)).returncode == 75
    assert server.requests == []
    assert run_ingest([*listed, "--tell-busy"], environment(server, home)).returncode == 0


def test_check_58_the_lock_of_a_dead_holder_is_free(home: Path) -> None:
    code = "import sys,time; from pathlib import Path; from ingest.lock import hold_lock\n"
    code += "with hold_lock(Path(sys.argv[1])):\n    print('held', flush=True); time.sleep(60)"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(home / "ingest.lock")], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.communicate()
    with hold_lock(home / "ingest.lock"):
        pass
