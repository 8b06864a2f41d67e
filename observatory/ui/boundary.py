"""Where errors stop: a refusal becomes its sentence, anything unforeseen a sentence with a reference, never a trace."""

import logging
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from observatory.errors import ObservatoryError
from observatory.ui import text
from observatory.ui.language import language, t
from observatory.wording.sentences import finding

LOG = logging.getLogger("observatory")


@contextmanager
def guarded() -> Iterator[None]:
    """Show what stops the block as one sentence, in its place on the page; the rest of the page goes on."""
    try:
        yield
    except ObservatoryError as refusal:
        tell(refusal.code, refusal.params)
    except Exception as error:  # noqa: BLE001 - whatever it is, the reader gets a sentence and the log its trace
        report(error)


def tell(code: str, params: Mapping[str, Any]) -> None:
    """The sentence of a code."""
    text.notice(finding(code, dict(params), language()))


def report(error: BaseException) -> bool:
    """Log an unforeseen error under a reference, and give the reader that reference."""
    reference = secrets.token_hex(4)
    LOG.error("reference %s", reference, exc_info=error)
    text.notice(
        t(
            "Cette partie de la page n'a pas pu s'afficher. L'erreur est enregistrée sous la référence {reference} : "
            "donnez-la à votre agence, puis rechargez la page.",
            reference=reference,
        ),
        role="error",
    )
    return True
