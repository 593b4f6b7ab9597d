"""One-file plug-ins: a family is a package; each module in it holds one named constant."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def discover(package: ModuleType, constant: str, kind: type[T]) -> dict[str, T]:
    """Give `{module name: constant}` of every module of a package (not of its sub-packages), sorted by name.

    Raises TypeError where a module lacks the constant or holds something else: a broken plug-in must not vanish.
    """
    found: dict[str, T] = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda item: item.name):
        if info.ispkg:
            continue
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        value = getattr(module, constant, None)
        if not isinstance(value, kind):
            raise TypeError(f"{module.__name__} must define {constant} of type {kind.__name__}")
        found[info.name] = value
    return found
