"""« D'où vient ce chiffre ? »: the files, and the rows inside them, that a figure adds."""

from dataclasses import replace
from functools import partial

from observatory.access import Action
from observatory.answers.contract import Answer
from observatory.answers.provenance import provenance
from observatory.figures.shown import FIGURE, figure_of
from observatory.ui import data, embedding, figure, keep, session
from observatory.ui.language import language, t
from observatory.ui.subject import subject
from observatory.ui.text import lines, pairs, table
from observatory.wording import labels
from observatory.wording.notes import caveat
from observatory.wording.numbers import date_time, number


def draw(
    key: str,
    *,
    main: bool = True,
    brief: bool = False,
    height: int | None = None,
    pick: figure.Pick | None = None,
) -> bool:
    """The figure of that key of the present view; False where the territory has nothing that it could show."""
    own = subject()
    made = figure_of(replace(own, view=own.view.but(**{FIGURE: key})))
    if made is None:
        return False
    drawn = key.replace(".", "_")
    told = partial(tell, made.answer) if made.answer is not None else None
    add = partial(keep.add, key) if session.may(Action.DECIDE) else None
    code = partial(embedding.code, made.chart, own.view.but(**{FIGURE: key}))
    figure.show(
        made.chart, key=drawn, main=main, brief=brief, height=height, pick=pick, provenance=told, add=add, embed=code
    )
    return True


def tell(answer: Answer) -> None:
    """Each source with its limits, then the files received and where the figures stand in them."""
    for line in answer.sources:
        lines([" · ".join(part for part in (line.publisher, line.title, line.licence, line.url) if part)])
        lines([caveat(code, language()) for code in line.caveats], role="figure-note")
    pairs({t("Définition"): t(answer.indicator.definition), t("Limites"): t(answer.indicator.limits)})
    found = provenance(data.snapshot(), answer)
    headers = (
        t("Année"),
        t("Énergie"),
        t("Fichier"),
        t("Lot"),
        t("Reçu le"),
        t("Lignes additionnées"),
        t("Entre les lignes"),
    )
    rows = [
        (
            str(line["year"]),
            labels.carrier(line["carrier"], language()) if line["carrier"] else "",
            line["file"],
            str(line["batch"]),
            date_time(line["received_at"], language()),
            number(line["rows"], language=language(), digits=0),
            f"{line['first_row']}–{line['last_row']}",
        )
        for line in found.to_dicts()
    ]
    table(headers, rows, caption=t("Fichiers et lignes"), numbers=frozenset({0, 3, 5}))
