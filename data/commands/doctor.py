"""Is everything well? Checks the store, its invariants, the folder and the settings; says what to do if not."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import stat
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from data.commandline import Command
from data.errors import DetenteError
from data.freshness import freshness_line, read_freshness
from data.model import FeedState
from data.outlets import default_outlets
from data.settings import USER_AGENT, VERSION, Settings, read_settings
from data.store import engine_of, open_store
from data.store.base import Finding
from data.store.rotation import backups

LOW_DISK = 1024**3


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--quick", action="store_true", help="do not read every event and its evidence")


def run(options: argparse.Namespace) -> int:
    """Show all findings; 1 if one is not well."""
    settings = read_settings()
    findings = [*check_settings(settings), *check_store(settings, thorough=not options.quick)]
    well = all(finding.ok for finding in findings)
    if options.json:
        shown = {"ok": well, "allow_private_hosts": list(settings.allow_private_hosts)}
        print(json.dumps({**shown, "findings": [asdict(finding) for finding in findings]}, ensure_ascii=False))
    else:
        for finding in findings:
            print(f"{'ok  ' if finding.ok else 'BAD '} {finding.name}: {finding.detail}")
    return 0 if well else 1


def check_settings(settings: Settings) -> list[Finding]:
    """Check what does not need the store."""
    hosts = settings.allow_private_hosts
    exempt = f"exempt from the address check: {', '.join(hosts)}" if hosts else "none"
    python = f"program {VERSION}, Python {platform.python_version()} on {platform.system()}"
    return [
        Finding("versions", True, python),
        check_home(settings.home),
        Finding("allow_private_hosts", True, exempt),
        check_contact(settings),
        check_backups(settings),
    ]


def check_contact(settings: Settings) -> Finding:
    """Say how the ingest introduces itself; without a contact nobody can complain to the operator, who is blocked."""
    named = settings.contact is not None or settings.user_agent != USER_AGENT
    advice = "" if named else "; set DETENTE_CONTACT to an address where the servers' owners reach you"
    return Finding("contact", True, f"servers see {settings.user_agent!r}{advice}")


def check_home(home: Path) -> Finding:
    """Check folder, mode and free space of the home."""
    if not home.is_dir():
        return Finding("home", False, f"{home}: no such folder; run `python3 tasks.py ingest` or set DETENTE_HOME")
    mode = stat.S_IMODE(home.stat().st_mode)
    if os.name == "posix" and mode & stat.S_IWOTH:
        return Finding("home", False, f"{home}: others may write it ({mode:o}); chmod o-w")
    free = shutil.disk_usage(home).free
    low = free < LOW_DISK
    return Finding("home", not low, f"{home}: {free // 1024**2} MB free" + ("; free some space" if low else ""))


def check_backups(settings: Settings) -> Finding:
    """Name the newest backup."""
    kept = backups(engine_of(settings.store_url).backups(settings.store_url, settings.home))
    return Finding("backups", True, f"{len(kept)}, newest {kept[-1].name}" if kept else "none yet")


def check_store(settings: Settings, *, thorough: bool) -> list[Finding]:
    """Open and check the store; what keeps it from opening is a finding too."""
    shown = engine_of(settings.store_url).shown(settings.store_url)
    try:
        with open_store(settings.store_url, read_only=True) as store:
            found = [Finding("store", True, shown), *store.check(thorough=thorough)]
            return [*found, check_feeds(settings, store.feed_states())]
    except DetenteError as error:
        return [Finding("store", False, str(error))]


def check_feeds(settings: Settings, states: Mapping[str, FeedState]) -> Finding:
    """Say how fresh the feeds are; not well where a fifth of them or a camp is silent."""
    found = read_freshness(states.values(), default_outlets(settings), datetime.now(UTC))
    advice = "; `python -m ingest check` says why, `release ID` asks one again" if found.silent else ""
    return Finding("feeds", not found.is_poor, freshness_line(found) + advice)


COMMAND = Command("check the store, its folder and the settings", add_options, run)
