"""What can be wrong with a file, a row or a question: stable codes with parameters, never sentences.

`wording` turns a code and its parameters into a sentence in the reader's language. The codes are part of the public
contract: users quote them, tests assert them, the documentation lists them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """What a finding does to its row."""

    ERROR = "error"  # the row is not kept
    WARNING = "warning"  # the row is kept, and the depositor and the adviser are told


class Outcome(StrEnum):
    """What became of one file."""

    ACCEPT = "accept"
    ACCEPT_WITH_ROW_ERRORS = "accept_with_row_errors"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed in one place of a file.

    `row` is the spreadsheet's own number (1 = its first line), `column` the header as the file spells it, and `value`
    the text found there; each is None where the finding concerns the whole file.
    """

    code: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    severity: Severity = Severity.ERROR
    params: Mapping[str, Any] = field(default_factory=dict)


class ObservatoryError(Exception):
    """A refusal that a person can act on: a stable code and the parameters of its sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value!r}" for key, value in sorted(self.params.items()))
        return f"{self.code}({details})"


class FileRejected(ObservatoryError):
    """The whole file is refused: nothing of it is kept but the archived bytes and the line of the journal."""


class QuestionRefused(ObservatoryError):
    """The question has no honest answer (a ratio below its grain, an unknown territory, a bad parameter)."""
