"""What changed since: one sentence for how many figures moved, and who moved each."""

from collections.abc import Mapping
from typing import Any

from observatory.answers.changes import CHANGED, NEW, REMOVED, Changes
from observatory.wording.language import N_, P_, Plural, translate, translate_plural
from observatory.wording.numbers import date_time, listing, number

KINDS: Mapping[str, str] = {NEW: N_("nouveau"), CHANGED: N_("modifié"), REMOVED: N_("retiré")}
_COUNTS: Mapping[str, tuple[str, Plural]] = {
    NEW: (N_("aucun chiffre nouveau"), P_("{count} chiffre nouveau", "{count} chiffres nouveaux")),
    CHANGED: (N_("aucun modifié"), P_("{count} modifié", "{count} modifiés")),
    REMOVED: (N_("aucun retiré"), P_("{count} retiré", "{count} retirés")),
}


def headline(found: Changes, language: str) -> str:
    """How many figures are new, changed and removed, from which version to which."""
    versions = {"since": found.since, "until": found.until}
    if found.totals.is_empty():
        return translate("De la version n° {since} à la n° {until} : aucun chiffre n'a changé.", language, **versions)
    counts = listing([_count(kind, found.count(kind), language) for kind in _COUNTS], language)
    return translate("De la version n° {since} à la n° {until} : {counts}.", language, counts=counts, **versions)


def mover(line: Mapping[str, Any], language: str) -> str:
    """The file that moved a figure: received, or taken back."""
    words = {
        "batch": line["batch"],
        "file": line["file"],
        "moment": date_time(line["received_at"], language),
    }
    if line["undone"]:
        return translate("retrait du lot n° {batch} ({file}, reçu le {moment})", language, **words)
    return translate("lot n° {batch} ({file}, reçu le {moment})", language, **words)


def _count(kind: str, count: int, language: str) -> str:
    none, some = _COUNTS[kind]
    return (
        translate_plural(some, count, language, count=number(count, language=language))
        if count
        else translate(none, language)
    )
