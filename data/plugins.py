"""One-file plug-ins: a family is a package; each module in it holds one named constant."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def discover(package: ModuleType, constant: str, kind: type[T], only: str | None = None) -> dict[str, T]:
    """Give `{module name: constant}` of every module of a package (not of its sub-packages), sorted by name.

    Where the package has a module called `only`, that one alone is imported: a command need not wait for its siblings.
    Raises TypeError where a module lacks the constant or holds something else: a broken plug-in must not vanish.
    """
    found: dict[str, T] = {}
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__) if not info.ispkg)
    for name in [only] if only in names else names:
        module = importlib.import_module(f"{package.__name__}.{name}")
        value = getattr(module, constant, None)
        if not isinstance(value, kind):
            raise TypeError(f"{module.__name__} must define {constant} of type {kind.__name__}")
        found[name] = value
    return found
