"""The kinds of target: one file each, which says how its trajectory runs and which way is better."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from observatory.errors import QuestionRefused
from observatory.targets.contract import TargetKind


@cache
def registry() -> Mapping[str, TargetKind]:
    """Key -> kind, for every module of this folder that declares a `KIND`."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    declared = (module.KIND for module in modules if hasattr(module, "KIND"))
    return MappingProxyType({one.key: one for one in sorted(declared, key=lambda one: one.key)})


def kind(key: str) -> TargetKind:
    """The kind of that key. Raises QuestionRefused `parameter_unknown`."""
    if key not in registry():
        raise QuestionRefused("parameter_unknown", value=key, known=sorted(registry()))
    return registry()[key]
