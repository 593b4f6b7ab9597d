"""Where backups lie and which are kept: the newest of each of 7 days and of each of 4 weeks."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from data.store.files import file_errors

DAYS, WEEKS = 7, 4
STAMP = "%Y%m%dT%H%M%SZ"


def backup_folder(store: Path) -> Path:
    """Give the folder of a store file's backups."""
    return store.parent / "backups"


def next_backup(store: Path, now: datetime, note: str = "") -> Path:
    """Give the path of a backup made now, that no file has yet; its folder is made."""
    folder = backup_folder(store)
    with file_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    stem = f"{store.stem}-{now.astimezone(UTC).strftime(STAMP)}{'-' + note if note else ''}"
    target = folder / f"{stem}{store.suffix}"
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}{store.suffix}"
    return target


def made_at(store: Path, backup: Path) -> datetime | None:
    """Give the time in a backup's name, or None if it is no backup of this store."""
    head = f"{store.stem}-"
    if not backup.name.startswith(head) or backup.suffix != store.suffix:
        return None
    try:
        return datetime.strptime(backup.stem[len(head) :].split("-")[0], STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def backups(store: Path) -> list[Path]:
    """Give the backups of a store, oldest first."""
    found = [(at, path) for path in backup_folder(store).glob(f"*{store.suffix}") if (at := made_at(store, path))]
    return [path for _, path in sorted(found, key=lambda item: (item[0], len(item[1].name)))]


def rotate(store: Path) -> list[Path]:
    """Delete the backups that no day or week keeps; give them."""
    newest_first = list(reversed(backups(store)))
    kept: set[Path] = set()
    for limit, bucket in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V")):
        newest_of: dict[str, Path] = {}
        for path in newest_first:
            moment = made_at(store, path)
            if moment is not None:
                newest_of.setdefault(moment.strftime(bucket), path)
        kept.update(list(newest_of.values())[:limit])
    dropped = [path for path in newest_first if path not in kept]
    for path in dropped:
        with file_errors(path):
            path.unlink()
    return dropped
