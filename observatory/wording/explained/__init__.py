"""The methods as the page « Données et méthodes » explains them: one entry of a `METHODS` list per card."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from observatory.wording.explained.contract import Method, Theme


@cache
def registry() -> Mapping[str, Method]:
    """Key -> method, for every module of this folder that declares `METHODS`; by theme, in the order written."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    declared = [one for module in modules for one in getattr(module, "METHODS", ())]
    return MappingProxyType({one.key: one for one in sorted(declared, key=lambda one: list(Theme).index(one.theme))})
