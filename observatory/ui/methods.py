"""Sections of Données et méthodes: sources, indicators, methods, conventions and words; one shows at a time."""

from datetime import date
from functools import partial

import streamlit as st

from observatory.answers.conventions import conventions as conventions_of
from observatory.answers.mapped import mapped, stated
from observatory.answers.sources import declared, listing
from observatory.indicators import Indicator
from observatory.indicators import registry as indicators_declared
from observatory.settings import settings
from observatory.sources import registry as layouts_declared
from observatory.sources.mapping import TableMapping
from observatory.ui import cards, controls, data, state, text
from observatory.ui.cards import Card
from observatory.ui.language import language, t
from observatory.wording import labels, numbers
from observatory.wording.declared import caveats, of_indicator, of_source
from observatory.wording.explained import registry as methods_declared
from observatory.wording.explained.contract import THEMES, Method, Reader
from observatory.wording.glossary import glossary as words_of
from observatory.wording.language import N_
from observatory.wording.mapping import field_label, meaning
from observatory.wording.notes import caveat
from observatory.wording.typography import NNBSP, capital

RUBRIC = "rubrique"
RUBRICS = {
    "sources": N_("Sources"),
    "couverture": N_("Couverture"),
    "ruptures": N_("Ruptures"),
    "fichiers": N_("Fichiers reçus"),
    "changements": N_("Ce qui a changé"),
    "indicateurs": N_("Indicateurs"),
    "methodes": N_("Méthodes"),
    "conventions": N_("Conventions"),
    "glossaire": N_("Glossaire"),
}


def contents() -> None:
    """The rubrics, and a search in the one shown."""
    with controls.row():
        named = {code: t(label) for code, label in RUBRICS.items()}
        controls.choose(RUBRIC, named, label=t("Rubrique"), buttons=len(RUBRICS))
        controls.write(cards.SEARCHED, label=t("Chercher dans cette rubrique"))


def sources() -> None:
    """Who publishes each figure, under which licence, and what to know before reading it."""
    if not shown("sources"):
        return
    known = declared(settings().data).to_dicts()
    years = dict(listing(data.snapshot()).select("source", "years").iter_rows())
    known.sort(key=lambda line: line["key"] not in layouts_declared())
    published = [_source(line, years.get(line["key"])) for line in known]
    own = [_layout(key) for key in layouts_declared() if key not in {line["key"] for line in known}]
    added = [_added(one) for one in mapped(data.snapshot()).values()]
    cards.show([*published, *added, *own])


def indicators() -> None:
    """What each indicator means, how it is computed and what it cannot say."""
    if shown("indicateurs"):
        cards.show(_indicator(one) for one in indicators_declared().values())


def methods() -> None:
    """Each method: its question, its formula, its source, its limits and an example computed now."""
    if shown("methodes"):
        cards.show(_method(one) for one in methods_declared().values())


def conventions() -> None:
    """The thresholds that the observatory sets itself."""
    if not shown("conventions"):
        return
    text.lines(
        [t("Des choix de l'observatoire, jamais une loi. Votre agence peut les modifier (data/conventions.csv).")]
    )
    rows = [
        (t(line["meaning"]), _threshold(line["value"]), t(line["source"]), line["key"])
        for line in conventions_of(data.snapshot()).to_dicts()
        if cards.matches(f"{t(line['meaning'])} {line['key']}")
    ]
    if not rows:
        cards.nothing()
        return
    headers = (t("Convention"), t("Valeur"), t("Source"), t("Nom dans le fichier"))
    text.table(headers, rows, caption=t("Conventions de l'observatoire"), numbers=frozenset())


def glossary() -> None:
    """The words of the field."""
    if not shown("glossaire"):
        return
    found = {name: meaning for name, meaning in words_of(language()) if cards.matches(f"{name} {meaning}")}
    text.pairs(found) if found else cards.nothing()


def shown(code: str) -> bool:
    """Whether a rubric is the one that is read."""
    return (state.view().option(RUBRIC) or next(iter(RUBRICS))) == code


def _source(line: dict[str, str], years: str | None) -> Card:
    title = f"{line['publisher']} · {line['title']}"
    group = t("Les chiffres") if line["key"] in layouts_declared() else t("Les territoires et leurs habitants")
    return Card(line["key"], title, line["key"], partial(_tell_source, line, years), group=group)


def _tell_source(line: dict[str, str], years: str | None) -> None:
    layout = layouts_declared().get(line["key"])
    facts = {
        t("Éditeur"): line["publisher"],
        t("Licence"): line["licence"],
        t("Millésime"): line["vintage"],
        t("Récupéré le"): numbers.date(date.fromisoformat(line["retrieved"]), language()),
        t("Années chargées ici"): years or (t("aucune") if layout else ""),
    }
    text.pairs(facts | (of_source(layout, language()) if layout else {}))
    text.link(line["url"], line["url"])
    if layout:
        _limits(caveats(layout, language()), t("À savoir avant de lire"))


def _added(one: TableMapping) -> Card:
    """An adviser's own table; its title is what somebody typed, and a card's title is read as markdown."""
    words = f"{one.publisher} {one.title} {one.key}"
    return Card(one.key, one.key, words, partial(_tell_added, one), group=t("Tables ajoutées"))


def _tell_added(one: TableMapping) -> None:
    text.lines([one.title])
    told = ("publisher", "licence", "url", "fact", "unit", "gas", "climate_corrected", "recomputes", "headers")
    text.pairs({capital(field_label(name, language())): meaning(name, getattr(one, name), language()) for name in told})
    limits = [caveat(code, language()) for code in stated(data.snapshot(), one.key)]
    _limits(limits, t("À savoir avant de lire"))


def _layout(key: str) -> Card:
    title = capital(labels.source(key, language()))
    return Card(key, title, key, partial(_tell_layout, key), group=t("Formats de l'observatoire"))


def _tell_layout(key: str) -> None:
    layout = layouts_declared()[key]
    text.pairs(of_source(layout, language()))
    _limits(caveats(layout, language()), t("À savoir avant de lire"))


def _indicator(one: Indicator) -> Card:
    facts = of_indicator(one, language())
    return Card(one.key, t(one.label), " ".join(facts.values()), partial(text.pairs, facts))


def _method(one: Method) -> Card:
    said = [one.said(words, language()) for words in (one.answers, one.source, one.units, *one.limits)]
    return Card(one.key, t(one.name), " ".join(said), partial(_tell_method, one), group=t(THEMES[one.theme]))


def _tell_method(one: Method) -> None:
    text.lines([one.said(one.answers, language())])
    for formula in one.formulas:
        st.latex(formula.printed(language()))
        text.lines([t("En mots : {words}.", words=one.said(formula.words, language()))], role="figure-note")
    kinds = numbers.listing([t(kind.label) for kind in one.kinds], language())
    facts = {
        t("Unités"): one.said(one.units, language()),
        t("Source"): one.said(one.source, language()),
        t("Genres d'objectif"): kinds,
    }
    text.pairs(facts)
    _limits([one.said(limit, language()) for limit in one.limits], t("Limites"))
    _tell_example(one)


def _tell_example(one: Method) -> None:
    """The example, on a commune that does not exist, with the thresholds in force."""
    thresholds = dict(conventions_of(data.snapshot()).select("key", "value").iter_rows())
    found = one.example(Reader(language(), thresholds))
    text.heading(t("Exemple"), level=3, role="section")
    caption = t("{method} : chiffres inventés, résultats calculés à l'instant", method=t(one.name))
    text.table(found.headers, found.rows, caption=caption, numbers=found.numbers)
    text.lines(found.result)


def _limits(sentences: list[str] | tuple[str, ...], title: str) -> None:
    if sentences:
        text.heading(title, level=3, role="section")
        text.bullets(sentences)


def _threshold(value: str) -> str:
    """One number, or several; what is no number stays as it is written."""
    try:
        return f"{NNBSP}; ".join(numbers.number(float(part), language=language()) for part in value.split(";"))
    except ValueError:
        return value
