"""Settings: read once from the environment at the edge, then passed as one frozen value."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
VERSION = "0.1.0"
PROJECT_URL = "https://github.com/detente-dashboard/detente"
USER_AGENT = f"Detente/{VERSION} (+{PROJECT_URL})"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and what is allowed.

    `home` holds everything that is written; `store_url` names the store (a file under home by default);
    `allow_private_hosts` exempts feeds whose own configured address names such a host from the address check;
    `log_format` is `kv` or `json` where log lines are wanted; `ping_url` is asked after each run that worked, so that
    somebody else notices when no run works any more.
    """

    home: Path
    store_url: str
    allow_private_hosts: tuple[str, ...] = ()
    user_agent: str = USER_AGENT
    log_format: str | None = None
    ping_url: str | None = None

    @property
    def store_path(self) -> Path:
        """The SQLite file of the default store."""
        return self.home / "detente.sqlite"

    @property
    def desk_path(self) -> Path:
        """The file of corrections and watch-lists."""
        return self.home / "desk.sqlite"

    @property
    def sample_path(self) -> Path:
        """The SQLite file of the labelled sample."""
        return self.home / "sample.sqlite"

    @property
    def sample_url(self) -> str:
        """The store URL of the labelled sample."""
        return f"sqlite:///{self.sample_path}"

    @property
    def catalog_dirs(self) -> tuple[Path, ...]:
        """The shipped catalogue, then the user's overlay."""
        return (ROOT / "data" / "catalog", self.home / "catalog")


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read DETENTE_HOME, DETENTE_STORE, DETENTE_ALLOW_PRIVATE_HOSTS, DETENTE_USER_AGENT, DETENTE_LOG, DETENTE_PING_URL.

    Raises SettingsError with what to change.
    """
    home = Path(environ.get("DETENTE_HOME") or ROOT / "data" / "run").expanduser().resolve()
    store_url = environ.get("DETENTE_STORE") or f"sqlite:///{home / 'detente.sqlite'}"
    if not store_url.startswith(("sqlite:///", "postgresql://")):
        raise SettingsError("DETENTE_STORE must start with sqlite:/// or postgresql://")
    hosts = tuple(h.strip().lower() for h in environ.get("DETENTE_ALLOW_PRIVATE_HOSTS", "").split(",") if h.strip())
    agent = environ.get("DETENTE_USER_AGENT")
    if agent is not None and (not agent.isascii() or not agent.isprintable() or not agent.strip()):
        raise SettingsError("DETENTE_USER_AGENT must be printable ASCII")
    log_format = environ.get("DETENTE_LOG") or None
    if log_format not in {None, "kv", "json"}:
        raise SettingsError("DETENTE_LOG must be kv or json, or left out")
    return Settings(home, store_url, hosts, agent or USER_AGENT, log_format, environ.get("DETENTE_PING_URL") or None)
