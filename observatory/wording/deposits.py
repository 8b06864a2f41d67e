"""What is said of deposits: their states, the receipt of one, and the reminder that an adviser copies."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from observatory.deposits.loop import FollowUp, MeterGap, Receipt, State
from observatory.errors import Finding
from observatory.wording import labels
from observatory.wording.language import N_, translate
from observatory.wording.numbers import date_time, month
from observatory.wording.places import of
from observatory.wording.sentences import report, row_finding

STATES: Mapping[State, str] = {
    State.SUBMITTED: N_("transmis"),
    State.HELD: N_("en attente"),
    State.SENT_BACK: N_("renvoyé à la commune"),
    State.WITHDRAWN: N_("retiré"),
    State.PUBLISHING: N_("en cours de publication"),
    State.PUBLISHED: N_("publié"),
    State.UNDONE: N_("annulé"),
}
PAGE_LINES = 200


def state(code: State, language: str) -> str:
    """Where a deposit is, in a word or two."""
    return translate(STATES[code], language)


def receipt(one: Receipt, language: str) -> str:
    """The receipt of a deposit, in one or two sentences: number, moment, and how its rows were counted."""
    counted = report(
        rows_read=one.rows_read,
        rows_accepted=one.rows_accepted,
        rows_rejected=one.rows_rejected,
        duplicates=one.duplicates,
        language=language,
        recorded=True,
    )
    template = N_("Dépôt n° {number}, reçu le {moment} : {counted}")
    if one.already_received:
        template = N_("Ce fichier a déjà été reçu. Dépôt n° {number}, du {moment} : {counted}")
    moment = date_time(one.received_at, language)
    return translate(template, language, number=one.number, moment=moment, counted=counted)


def receipt_page(one: Receipt, findings: Sequence[Finding], language: str) -> str:
    """The receipt as a page of text to keep: the file by its name and its mark, and what was found in it."""
    lines = [
        receipt(one, language),
        "",
        translate("Fichier : {file}", language, file=one.file),
        translate("Empreinte SHA-256 : {mark}", language, mark=one.sha256),
        translate("Commune : {insee_code}", language, insee_code=one.insee_code),
    ]
    if one.on_behalf:
        lines.append(translate("Transmis par l'agence, pour la commune.", language))
    told = [row_finding(each.row, each.column, each.value, each.code, dict(each.params), language) for each in findings]
    return "\n".join([*lines, "", *told[:PAGE_LINES], ""])


def reminder(one: FollowUp, name: str, language: str) -> str:
    """A letter to a commune, ready to copy: the last month that is known, and what is missing before it."""
    if one.last_month is None:
        known = N_("Nous n'avons encore aucun relevé des consommations {of_name}.")
    else:
        known = N_("Les relevés {of_name} vont jusqu'au mois suivant : {month}.")
    last = _month(one.last_month, language) if one.last_month else ""
    lines = [translate("Bonjour,", language), "", translate(known, language, of_name=of(name, language), month=last)]
    if one.gaps:
        lines += [translate("Il manque :", language), *(f"– {_gap(gap, language)}" for gap in one.gaps)]
    asked = N_("Pouvez-vous nous envoyer votre tableur à jour ? Il peut reprendre ce que nous avons déjà.")
    return "\n".join([*lines, "", translate(asked, language)])


def _gap(gap: MeterGap, language: str) -> str:
    fluid = labels.fluid(gap.fluid, language)
    place = f"{gap.site} ({fluid}, {gap.meter})" if gap.meter else f"{gap.site} ({fluid})"
    template = N_("{place} : {months}")
    return translate(template, language, place=place, months=", ".join(_spans(gap.months, language)))


def _spans(months: Iterable[dt.date], language: str) -> list[str]:
    """Months as a reader says them: those that follow one another as a span.

    >>> _spans([dt.date(2026, 1, 1), dt.date(2026, 2, 1), dt.date(2026, 5, 1)], "fr")
    ['janvier 2026 à février 2026', 'mai 2026']
    """
    spans: list[list[dt.date]] = []
    for one in months:
        if spans and (one.year - spans[-1][1].year) * 12 + one.month - spans[-1][1].month == 1:
            spans[-1][1] = one
        else:
            spans.append([one, one])
    return [_span(first, last, language) for first, last in spans]


def _span(first: dt.date, last: dt.date, language: str) -> str:
    if first == last:
        return _month(first, language)
    return translate("{first} à {last}", language, first=_month(first, language), last=_month(last, language))


def _month(day: dt.date, language: str) -> str:
    return month(f"{day:%Y-%m}", language)
