"""`python -m views serve`: the dashboard on this machine, opened in the browser where there is one."""

from __future__ import annotations

import argparse
import ipaddress
import os
import sys
import threading
import webbrowser

from data.commandline import Command
from data.errors import StoreError, UsageError
from data.settings import read_settings
from data.store import open_store
from views.source import is_missing

DEFAULT_PORT = 8501
OPEN_AFTER_SECONDS = 2.0


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add where to listen and whether to open a browser."""
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"port (default {DEFAULT_PORT})")
    parser.add_argument("--address", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--host", action="append", default=[], help="further host name that visitors may use")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")


def is_loopback(address: str) -> bool:
    """Say whether an address is this machine; UsageError where it is no address."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError as error:
        raise UsageError(f"--address must be an IP address, not {address}") from error


def can_open_browser() -> bool:
    """Say whether there is a screen to open a browser on."""
    return (
        os.name == "nt"
        or sys.platform == "darwin"
        or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )


def bring_up_to_date(url: str) -> None:
    """Migrate a store of an older version (after a backup); where that fails the pages say why."""
    if is_missing(url):
        return
    try:
        with open_store(url):
            pass
    except StoreError as error:
        print(error, file=sys.stderr)


def run(options: argparse.Namespace) -> int:
    """Start the server and wait until it is stopped."""
    if not 1 <= options.port <= 65535:
        raise UsageError(f"--port must be between 1 and 65535, not {options.port}")
    loopback = is_loopback(options.address)
    bring_up_to_date(read_settings().store_url)
    os.environ["DETENTE_SERVED"] = "loopback" if loopback else "exposed"
    from views.server import build_app  # noqa: PLC0415 - a wrong option must be answered without loading Streamlit

    url = f"http://localhost:{options.port}"
    print(f"Détente: {url}" if loopback else f"Détente: {options.address}:{options.port}", file=sys.stderr)
    if not options.no_browser and can_open_browser():
        opening = threading.Timer(OPEN_AFTER_SECONDS, webbrowser.open, (url,))
        opening.daemon = True
        opening.start()
    hosts = ["localhost", "127.0.0.1", "::1", *options.host]
    config = {"server.address": options.address, "server.port": options.port, "server.allowedHosts": hosts}
    build_app().run(config=config)
    return 0


COMMAND = Command("show the dashboard on this machine", add_options, run)
