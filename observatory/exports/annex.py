"""Annexe à la délibération: each target with its path, baseline and measures, then the figures behind the vote."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from observatory.answers import territories
from observatory.answers.contract import Answer, SourceLine
from observatory.answers.progress import Progress
from observatory.errors import ObservatoryError
from observatory.exports.drawn import figure, sources, sources_of
from observatory.exports.fiche import missing
from observatory.exports.meeting import version
from observatory.exports.tables import Printed, printed, told_tables
from observatory.figures.chart import Chart
from observatory.figures.shown import FIGURE, Subject, figure_of
from observatory.figures.shown import targets as shown
from observatory.figures.theme import Look
from observatory.store import Store
from observatory.store.snapshots import Snapshot
from observatory.targets.contract import Origin
from observatory.territory import parse_territory
from observatory.view import View
from observatory.wording import labels, statuses
from observatory.wording.language import N_, translate
from observatory.wording.numbers import listing, quantity, year_span
from observatory.wording.progress import gap
from observatory.wording.sentences import finding
from observatory.wording.targets import about, adopted, voted
from observatory.wording.typography import capital

TEMPLATE = "annex.typ"
TALLEST = 300.0  # pixels
BEHIND = (("tendances", "trend"), ("vue-d-ensemble", "shares_energy"), ("vue-d-ensemble", "shares_emissions"))
_SCOPE = N_(
    "Les figures décrivent tout le territoire, d'après les données publiées : elles ne disent pas ce que la "
    "collectivité paie elle-même (bâtiments, éclairage public, véhicules)."
)
_NONE = N_("Aucun objectif délibéré n'est enregistré ici : les figures disent d'où partirait un objectif.")
_BOARD = (N_("Territoire"), N_("Objectif"), N_("Statut"), N_("Écart à la trajectoire"))


@dataclass(frozen=True)
class Part:
    """A heading, what is said under it, then figures with their tables, or a table alone."""

    title: str
    sentences: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Printed, ...] = ()

    def told(self, look: Look, language: str) -> dict[str, Any]:
        """As the template reads it."""
        return {
            "title": self.title,
            "sentences": self.sentences,
            "pairs": self.pairs,
            "figures": [
                {"figure": figure(one, look, tallest=TALLEST), "tables": told_tables([printed(one)], language)}
                for one in self.charts
            ],
            "tables": told_tables(self.tables, language),
        }


@dataclass(frozen=True)
class Annex:
    """Everything that the document of one territory says, in one language."""

    name: str
    sentences: tuple[str, ...]
    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    version: str
    language: str
    beside: tuple[str, ...] = ()
    template: str = TEMPLATE

    @property
    def title(self) -> str:
        """What it is, and of whom."""
        return translate("Annexe à la délibération : {name}", self.language, name=self.name)

    @property
    def description(self) -> str:
        """What its figures answer."""
        charts = [chart for part in self.parts for chart in part.charts]
        return " ".join(f"{one.title}." for one in charts) or self.title

    def told(self, look: Look) -> dict[str, Any]:
        """Targets, figures behind them, what is missing, sources."""
        return {
            "sentences": self.sentences,
            "parts": [one.told(look, self.language) for one in self.parts],
            "missing": {"title": translate("Ce qui manque", self.language), "sentences": self.missing},
            "sources": sources(self.sources, self.language),
        }


@dataclass
class _Reader:
    """The figures of one territory, and the answers that they came from."""

    subject: Subject
    answers: list[Answer] = field(default_factory=list)

    def figure(self, page: str, figure: str, **options: str) -> Chart | None:
        """The figure that a page shows; None where it has nothing to show, or is refused."""
        own = self.subject.view
        view = View(page=page, territory=own.territory, language=own.language).but(**{FIGURE: figure}, **options)
        try:
            made = figure_of(_with(self.subject, view))
        except ObservatoryError:
            return None
        if made is not None and made.answer is not None:
            self.answers.append(made.answer)
        return made.chart if made is not None else None


def _with(subject: Subject, view: View) -> Subject:
    return Subject(subject.snapshot, subject.store, view, moment=subject.moment)


def annex(snapshot: Snapshot, store: Store, territory: str, *, language: str) -> Annex:
    """The document of a commune or of an area. Raises QuestionRefused `territory_unknown`."""
    place = parse_territory(territory)
    name = territories.name(snapshot, place)
    subject = Subject(snapshot, store, View.model_validate({"territory": territory, "language": language}))
    reader = _Reader(subject)
    mine = shown.mine(subject)
    parts = [_target(reader, one, language) for one in shown.read(subject, mine)]
    others = [one for one in shown.kept(subject) if one not in mine and one.target.origin is Origin.OWN]
    if others:
        parts.append(_board(shown.read(subject, others), language))
    parts += _behind(reader, language)
    return Annex(
        name=name,
        sentences=tuple(translate(one, language) for one in (() if mine else (_NONE,)) + (_SCOPE,)),
        parts=tuple(parts),
        missing=missing(snapshot, place, language),
        sources=sources_of(reader.answers),
        version=version(snapshot, language),
        language=language,
    )


def _target(reader: _Reader, one: Progress, language: str) -> Part:
    chart = reader.figure("objectifs", "progress", objectif=str(one.kept.number))
    title = capital(f"{about(one.target, language)} · {voted(one.target, language)}")
    pairs = (*_voted(one, language), *_measured(one, language))
    return Part(title, (), tuple(pair for pair in pairs if pair[1]), (chart,) if chart is not None else ())


def _voted(one: Progress, language: str) -> tuple[tuple[str, str], ...]:
    """What was voted: when, in which words, from what, to which levels."""
    target, base = one.target, one.target.baseline
    unit = one.indicator.unit
    since = "" if base is None else year_span(base.first, base.last) if base.first != base.last else str(base.first)
    level = one.case.base if one.case is not None else None
    if since and level is not None:
        since = f"{since} : {quantity(level, unit, language=language)}"
    if base is not None and base.source:
        since = f"{since} ({base.source})"
    points = one.trajectory.points if one.trajectory is not None else ()
    steps = [
        translate("{amount} en {year}", language, amount=quantity(value, unit, language=language), year=int(year))
        for year, value in points
        if year >= target.milestones[0].year
    ]
    return (
        (translate("Délibération", language), adopted(target, language)),
        (translate("Texte voté", language), target.text),
        (translate("Référence", language), since),
        (translate("Niveaux à atteindre", language), listing(steps, language)),
    )


def _measured(one: Progress, language: str) -> tuple[tuple[str, str], ...]:
    """What is measured of it, and what is not."""
    seen = one.observed
    years = year_span(seen.years[0], seen.years[-1]) if len(seen.years) > 1 else "".join(map(str, seen.years))
    has, lacks = (
        listing([labels.carrier(code, language) for code in found], language) for found in (seen.carriers, seen.lacking)
    )
    nothing = translate("rien de ce que l'objectif compte", language)
    return (
        (translate("Mesuré", language), " · ".join(part for part in (has, years) if part) or nothing),
        (translate("Sans mesure", language), lacks),
    )


def _board(found: Sequence[Progress], language: str) -> Part:
    """The targets of the communes of an area, one row each."""
    rows = tuple((one.name, voted(one.target, language), _status(one, language), gap(one, language)) for one in found)
    headings = tuple(translate(one, language) for one in _BOARD)
    title = translate("Objectifs des communes", language)
    return Part(title, tables=(Printed(title, headings, rows, frozenset(range(3)), frozenset({2})),))


def _status(one: Progress, language: str) -> str:
    if one.refused is not None:
        return finding(one.refused.code, one.refused.params, language)
    return statuses.status(one.verdict, language) if one.verdict is not None else ""


def _behind(reader: _Reader, language: str) -> list[Part]:
    """The figures that a vote stands on."""
    drawn = (reader.figure(page, figure) for page, figure in BEHIND)
    charts = tuple(one for one in drawn if one is not None and one.series)
    return [Part(translate("Les chiffres du territoire", language), charts=charts)] if charts else []
