"""Settings: read once from the environment at the edge, then passed as one frozen value."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
VERSION = "0.1.0"
USER_AGENT = f"Detente/{VERSION}"
CONTACT = re.compile(r"https?://[!-~]+|[!-~]+@[!-~]+\.[!-~]+")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and what is allowed.

    `home` holds everything that is written; `store_url` names the store (a file under home by default);
    `allow_private_hosts` exempts feeds whose own configured address names such a host from the address check;
    `log_format` is `kv` or `json` where log lines are wanted; `ping_url` is asked after each run that worked, so that
    somebody else notices when no run works any more; `contact` is the operator's own address, told to every server.
    """

    home: Path
    store_url: str
    allow_private_hosts: tuple[str, ...] = ()
    user_agent: str = USER_AGENT
    log_format: str | None = None
    ping_url: str | None = None
    contact: str | None = None

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
    """Read the variables whose names begin with DETENTE_. Raises SettingsError with what to change."""
    home = Path(environ.get("DETENTE_HOME") or ROOT / "data" / "run").expanduser().resolve()
    store_url = environ.get("DETENTE_STORE") or f"sqlite:///{home / 'detente.sqlite'}"
    if not store_url.startswith(("sqlite:///", "postgresql://")):
        raise SettingsError("DETENTE_STORE must start with sqlite:/// or postgresql://")
    hosts = tuple(h.strip().lower() for h in environ.get("DETENTE_ALLOW_PRIVATE_HOSTS", "").split(",") if h.strip())
    log_format = environ.get("DETENTE_LOG") or None
    if log_format not in {None, "kv", "json"}:
        raise SettingsError("DETENTE_LOG must be kv or json, or left out")
    contact = read_contact(environ.get("DETENTE_CONTACT"))
    agent = read_agent(environ.get("DETENTE_USER_AGENT"), contact)
    return Settings(home, store_url, hosts, agent, log_format, environ.get("DETENTE_PING_URL") or None, contact)


def read_contact(text: str | None) -> str | None:
    """Read where the operator can be reached: a web or mail address. Raises SettingsError."""
    if not text:
        return None
    if not CONTACT.fullmatch(text):
        raise SettingsError("DETENTE_CONTACT must be a web address (https://...) or a mail address")
    return text


def read_agent(text: str | None, contact: str | None) -> str:
    """Give the name told to servers: the operator's own, or the program's with the contact. Raises SettingsError."""
    if text is not None and (not text.isascii() or not text.isprintable() or not text.strip()):
        raise SettingsError("DETENTE_USER_AGENT must be printable ASCII")
    return text or (f"{USER_AGENT} (+{contact})" if contact else USER_AGENT)
