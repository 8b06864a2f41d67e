"""What the page of methods shows of one method, and how a worked example speaks to its reader.

Texts are French source strings; what they quote of the code (a threshold, a number of years) comes from the code,
through `params`. Examples are computed when they are read, with the functions that make the figures, on a commune that
does not exist: no result on the page is typed.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from observatory.targets.contract import TargetKind
from observatory.wording.language import N_, SOURCE_LANGUAGE, translate
from observatory.wording.numbers import listing, number, percent
from observatory.wording.typography import ABSENT, NBSP

_POINT = re.compile(r"(\d)\.(\d)")
COMMUNE = N_("Commune d'exemple")


class Theme(StrEnum):
    """What a method is for, in the order of the page."""

    TARGETS = "targets"
    CLIMATE = "climate"
    CHANGES = "changes"
    COMPARISON = "comparison"
    COUNTING = "counting"


THEMES: Mapping[Theme, str] = {
    Theme.TARGETS: N_("Objectifs et rythmes"),
    Theme.CLIMATE: N_("Climat"),
    Theme.CHANGES: N_("Évolutions"),
    Theme.COMPARISON: N_("Comparaisons"),
    Theme.COUNTING: N_("Comptes, unités et secret"),
}


@dataclass(frozen=True)
class Formula:
    """A formula in LaTeX (decimal points), the same in every language, and as it is said."""

    latex: str
    words: str

    def printed(self, language: str) -> str:
        """The formula with the decimal mark of a language."""
        return _POINT.sub(r"\1{,}\2", self.latex) if language == SOURCE_LANGUAGE else self.latex


@dataclass(frozen=True)
class Reader:
    """Whom an example is computed for: a language, and the thresholds that the agency sets (key -> value as text)."""

    language: str
    conventions: Mapping[str, str] = field(default_factory=dict)

    def t(self, message: str, /, **params: object) -> str:
        """A source string in the reader's language."""
        return translate(message, self.language, **params)

    def n(self, value: float | None, digits: int | None = None, unit: str = "", *, signed: bool = False) -> str:
        """A number, and its unit after it."""
        if value is None:
            return ABSENT
        shown = number(value, language=self.language, digits=digits, signed=signed)
        return f"{shown}{NBSP}{unit}" if unit else shown

    def percent(self, value: float, digits: int = 1, *, signed: bool = True) -> str:
        """A number of percents."""
        return percent(value, language=self.language, digits=digits, signed=signed)

    def list(self, items: Sequence[str]) -> str:
        """Items as a sentence lists them."""
        return listing(items, self.language)

    def threshold(self, key: str) -> float:
        """One of the agency's thresholds."""
        return float(self.conventions[key])


@dataclass(frozen=True)
class Example:
    """What goes in, as a small table, and the sentences that say what comes out; all in the reader's language.

    `numbers` are the columns set to the right; by default all but the first.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    result: tuple[str, ...]
    texts: frozenset[int] = frozenset({0})

    @property
    def numbers(self) -> frozenset[int]:
        """Columns of numbers."""
        return frozenset(range(len(self.headers))) - self.texts


@dataclass(frozen=True)
class Method:
    """One card. `explains` are the functions that it is about, `kinds` the kinds of target that follow it.

    `units` says in what the inputs and the result are; `source` cites the publication and its year.
    """

    key: str
    theme: Theme
    name: str
    answers: str
    formulas: tuple[Formula, ...]
    units: str
    source: str
    limits: tuple[str, ...]
    example: Callable[[Reader], Example]
    explains: tuple[Callable[..., object], ...]
    kinds: tuple[TargetKind, ...] = ()
    params: Mapping[str, float] = field(default_factory=dict)

    def said(self, text: str, language: str) -> str:
        """One of its texts in a language, with what it quotes of the code."""
        quoted = {name: number(value, language=language) for name, value in self.params.items()}
        return translate(text, language, **quoted)
