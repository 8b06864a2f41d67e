"""Every code of an anomaly or of a refusal -> one sentence that says what is wrong and what to do."""

from collections.abc import Mapping
from datetime import datetime

from observatory.errors import ObservatoryError
from observatory.wording.accounts import REFUSALS as ACCOUNTS
from observatory.wording.deposit_refusals import REFUSALS as DEPOSITS
from observatory.wording.deposit_refusals import STORE as DEPOSITED
from observatory.wording.explanation_codes import REFUSALS as EXPLANATIONS
from observatory.wording.file_warnings import WARNED
from observatory.wording.files import REFUSED
from observatory.wording.language import N_, P_, Plural, translate, translate_plural
from observatory.wording.mapping import REFUSED as MAPPINGS
from observatory.wording.mapping import ROWS as MAPPED_ROWS
from observatory.wording.mapping import field_label
from observatory.wording.numbers import listing, number
from observatory.wording.phrases import Params, Phrase, Variants, phrase, refined
from observatory.wording.refusals import QUESTIONS
from observatory.wording.rows import ROW_WARNINGS, ROWS
from observatory.wording.store_refusals import STORE
from observatory.wording.target_refusals import REFUSALS as TARGETS
from observatory.wording.target_refusals import spelled
from observatory.wording.typography import capital, shortened

SPELLED: Mapping[str, Variants] = {**TARGETS, **EXPLANATIONS}
MAPPED: Mapping[str, Variants] = {**MAPPINGS, **MAPPED_ROWS}
SENTENCES: Mapping[str, Variants] = {
    **REFUSED,
    **WARNED,
    **ROWS,
    **ROW_WARNINGS,
    **QUESTIONS,
    **STORE,
    **DEPOSITS,
    **DEPOSITED,
    **MAPPED,
    **ACCOUNTS,
    **SPELLED,
}
CODES = frozenset(code for code in SENTENCES if ":" not in code)

_UNKNOWN: Variants = (
    N_("Anomalie « {code} » : ce message n'a pas encore été écrit. Signalez ce code à l'équipe de l'observatoire."),
)
_THOUSAND = 3

_READ = P_("{count} ligne lue", "{count} lignes lues")
_RECORDED = P_("{count} enregistrée", "{count} enregistrées")
_ACCEPTED = P_("{count} acceptée", "{count} acceptées")
_TO_CORRECT = N_("{count} à corriger")
_COPIES = N_("{count} en double")
_RECEIVED: Variants = (
    N_("Reçu le {received_at}, n° {batch} : {line}"),
    N_("N° {batch} : {line}"),
    "{line}",
)


def finding(code: str, params: Params, language: str) -> str:
    """What is wrong and what to do; an unknown code says so and is quoted."""
    return capital(_sentence(code, params, language))


def row_finding(
    row: int | None, column: str | None, value: str | None, code: str, params: Params, language: str
) -> str:
    """The same for one cell of a file, after the place where it stands."""
    sentence = _sentence(code, {"value": value or None, **params}, language)
    if row is None:
        return capital(sentence)
    if column is None:
        return translate("Ligne {row} : {sentence}", language, row=row, sentence=sentence)
    place = {"row": row, "column": shortened(column)}
    return translate("Ligne {row}, colonne « {column} » : {sentence}", language, sentence=sentence, **place)


def report(
    *,
    rows_read: int,
    rows_accepted: int,
    rows_rejected: int,
    duplicates: int,
    language: str,
    recorded: bool = True,
    batch: int | None = None,
    received_at: datetime | None = None,
) -> str:
    """What became of a file's rows, in one line; `recorded` False for a verdict that wrote nothing.

    >>> report(rows_read=36, rows_accepted=33, rows_rejected=3, duplicates=0, language="fr")
    '36 lignes lues, 33 enregistrées, 3 à corriger'
    """
    counts: list[tuple[Phrase, int]] = [(_READ, rows_read), (_RECORDED if recorded else _ACCEPTED, rows_accepted)]
    counts += [(words, count) for words, count in ((_TO_CORRECT, rows_rejected), (_COPIES, duplicates)) if count]
    line = ", ".join(_counted(words, count, language) for words, count in counts)
    known = {"batch": batch, "received_at": received_at, "line": line}
    return phrase(_RECEIVED, known, language)


def _sentence(code: str, params: Params, language: str) -> str:
    known = {**_readings(params), **params} if code == "number_ambiguous" else params
    words = spelled(known, language) if code in SPELLED else known
    if code in MAPPINGS:
        words = {**words, **_fields(params, language)}
    if isinstance(within := params.get("refusal"), ObservatoryError):
        words = {**words, "why": finding(within.code, within.params, language)}
    return phrase(SENTENCES.get(refined(code, params, SENTENCES), _UNKNOWN), {"code": code, **words}, language)


def _fields(params: Params, language: str) -> dict[str, str]:
    """The fields of a mapping that a refusal names, each with its name on the command line."""
    named = [name for name in (*params.get("fields", ()), params.get("field")) if name]
    labels = {name: field_label(name, language) for name in named}
    spelled = [name if label == name else f"{label} ({name})" for name, label in labels.items()]
    return {"fields" if "fields" in params else "field": listing(spelled, language)} if spelled else {}


def _readings(params: Params) -> dict[str, str]:
    """The two numbers that a cell with one lone mark may be: `1.234` is 1234 or 1,234."""
    text = str(params.get("value") or "")
    before, mark, after = text.partition(".")
    if not mark or "," in text or "." in after or len(after) != _THOUSAND:
        return {}
    return {"whole": before + after, "decimal": f"{before},{after}"}


def _counted(words: Phrase, count: int, language: str) -> str:
    shown = number(count, language=language)
    if isinstance(words, Plural):
        return translate_plural(words, count, language, count=shown)
    return translate(words, language, count=shown)
