"""Fiche communale: what two pages say of a commune, each figure the one that a page shows."""

from dataclasses import dataclass, field, replace
from typing import Any

from observatory.answers import glance, territories
from observatory.answers.contract import Answer, Question, SourceLine
from observatory.answers.gaps import fillers
from observatory.answers.indicator import answer
from observatory.answers.progress import Progress
from observatory.answers.targets import of_territory, own
from observatory.errors import QuestionRefused
from observatory.exports.drawn import Section, section, sources, sources_of
from observatory.figures.chart import Chart, Kind
from observatory.figures.shown import FIGURE, Shown, Subject, figure_of
from observatory.figures.shown import targets as shown_targets
from observatory.figures.theme import Look
from observatory.store import Store
from observatory.store.snapshots import Snapshot
from observatory.store.targets import Kept
from observatory.territory import Kind as Place
from observatory.territory import Territory
from observatory.view import View
from observatory.vocabulary import Scope
from observatory.wording import labels
from observatory.wording.language import N_, translate
from observatory.wording.numbers import date, listing, number
from observatory.wording.progress import headline
from observatory.wording.sentences import finding
from observatory.wording.takeaways import takeaways
from observatory.wording.targets import about, voted
from observatory.wording.typography import capital

TEMPLATE = "fiche.typ"
TALLEST = {Kind.LINES: 270.0, Kind.STRIP: 200.0, Kind.BARS: 250.0}  # pixels
ROOMY, CROWDED = 2, 0.7  # figures of the second page, and what is left of each where there are more
SECTIONS = ("takeaways", "territory", "target", "comparison", "missing")
_NOT_PUBLIC = N_(
    "Ce que la commune paie elle-même (bâtiments, éclairage public, véhicules) : rien de public à ce jour."
)
_THE_REST = N_("Tout ce qui suit décrit l'ensemble du territoire.")
_NOT_LOADED = {
    False: N_("Pas encore chargé pour cette commune : {title} ({publisher})"),
    True: N_("Pas encore chargé pour toutes ses communes : {title} ({publisher})"),
}
_PAID = {
    False: N_("Patrimoine de la commune : factures et relevés à transmettre à l'agence"),
    True: N_("Patrimoine des collectivités : factures et relevés à transmettre à l'agence"),
}


@dataclass(frozen=True)
class Fiche:
    """Everything that the document of one commune says, in one language."""

    insee_code: str
    name: str
    beside: tuple[str, ...]  # its EPCI, its département, its inhabitants
    takeaways: Section
    territory: Section
    target: Section
    comparison: Section
    missing: Section
    sources: tuple[SourceLine, ...]
    version: str
    language: str
    template: str = TEMPLATE

    @property
    def title(self) -> str:
        """What it is, and of whom."""
        return translate("Fiche communale : {name}", self.language, name=self.name)

    @property
    def description(self) -> str:
        """Its takeaways."""
        return " ".join(self.takeaways.sentences) or self.title

    def told(self, look: Look) -> dict[str, Any]:
        """Its sections, drawn."""
        crowded = len(self.target.charts) + len(self.comparison.charts) > ROOMY
        shares = {"target": CROWDED, "comparison": CROWDED} if crowded else {}
        drawn = {
            name: section(getattr(self, name), look, tallest=TALLEST, share=shares.get(name, 1.0)) for name in SECTIONS
        }
        return drawn | {"sources": sources(self.sources, self.language)}


@dataclass
class _Reader:
    """The figures of the pages for one commune, and the answers that they came from."""

    subject: Subject
    answers: list[Answer] = field(default_factory=list)

    def figure(self, page: str, figure: str, *, blank: bool = False, **options: str) -> Chart | None:
        """The figure that a page shows of the commune; None where it has nothing to show, unless `blank` ones count."""
        view = self.subject.view
        asked = View(page=page, territory=view.territory, language=view.language).but(**{FIGURE: figure}, **options)
        made: Shown | None = figure_of(replace(self.subject, view=asked))
        if made is None or not (made.chart.series or blank):
            return None
        if made.answer is not None:
            self.answers.append(made.answer)
        return made.chart


def fiche(snapshot: Snapshot, store: Store, insee_code: str, *, language: str) -> Fiche:
    """The document of a commune. Raises QuestionRefused `territory_unknown`."""
    place = Territory(Place.COMMUNE, insee_code)
    name = territories.name(snapshot, place)
    view = View.model_validate({"territory": insee_code, "language": language})
    reader = _Reader(Subject(snapshot, store, view))
    words = {"number": snapshot.number, "day": date(snapshot.published_at, language)}
    return Fiche(
        insee_code=insee_code,
        name=name,
        beside=_beside(snapshot, place, language),
        takeaways=_takeaways(snapshot, place, language),
        territory=_on_its_soil(reader, language),
        target=_targets(reader, language),
        comparison=_comparison(reader, language),
        missing=Section(translate("Ce qui manque", language), missing(snapshot, place, language)),
        sources=sources_of(reader.answers),
        version=translate("version des données n° {number} du {day}", language, **words),
        language=language,
    )


def own_targets(snapshot: Snapshot, store: Store, place: Territory) -> tuple[Kept, ...]:
    """Targets that the commune's own council set."""
    return own(of_territory(snapshot, store, place))


def _beside(snapshot: Snapshot, place: Territory, language: str) -> tuple[str, ...]:
    areas = (territories.epci_of(snapshot, place.key), territories.departement_of(snapshot, place.key))
    people = answer(snapshot, Question("population", place)).frame.drop_nulls("value").tail(1)
    counted: tuple[str, ...] = ()
    if not people.is_empty():
        line = people.row(0, named=True)
        words = {"count": number(line["value"], language=language, digits=0), "year": line["year"]}
        counted = (translate("{count} habitants en {year}", language, **words),)
    return (*(territories.name(snapshot, area) for area in areas if area is not None), *counted)


def _takeaways(snapshot: Snapshot, place: Territory, language: str) -> Section:
    found = glance.measures(
        snapshot, lambda indicator, carrier: Question(indicator, place, carriers=(carrier,) if carrier else ())
    )
    return Section(translate("À retenir", language), tuple(takeaways(found, language)))


def _on_its_soil(reader: _Reader, language: str) -> Section:
    """The energies over the years, then the sectors of the last one."""
    wanted = (("tendances", "trend"), ("vue-d-ensemble", "shares_energy"), ("vue-d-ensemble", "shares_emissions"))
    drawn = (reader.figure(page, figure) for page, figure in wanted)
    title = translate("Ce qui est consommé et émis sur le territoire", language)
    told = (_paid(reader) or translate(_NOT_PUBLIC, language), translate(_THE_REST, language))
    return Section(title, told, tuple(one for one in drawn if one is not None))


def _paid(reader: _Reader) -> str:
    """What all may read of the sites that the commune pays for, in a sentence; empty where that is nothing."""
    try:
        found = reader.figure("patrimoine", "sites")
    except QuestionRefused:
        return ""
    return f"{found.title}." if found is not None else ""


def _targets(reader: _Reader, language: str) -> Section:
    """The first target as a figure, the others as sentences; those on own sites only where the commune agreed."""
    title = translate("Objectif délibéré", language)
    found = [one for one in shown_targets.read(reader.subject, shown_targets.mine(reader.subject)) if _may_be_told(one)]
    if not found:
        nothing = translate("Aucun objectif délibéré par le conseil municipal n'est enregistré à ce jour.", language)
        return Section(title, (nothing,))
    first = reader.figure("objectifs", "progress", blank=True, objectif=str(found[0].kept.number))
    others = (
        f"{capital(about(one.target, language))} · {voted(one.target, language)} : {headline(one, language)}."
        for one in found[1:]
    )
    return Section(title, tuple(others), (first,) if first else ())


def _may_be_told(one: Progress) -> bool:
    return one.target.scope is Scope.TERRITOIRE or one.refused is None


def _comparison(reader: _Reader, language: str) -> Section:
    """Residential electricity per inhabitant beside comparable communes, then over the years; else emissions."""
    beside = reader.figure("tendances", "beside")
    measured = "" if beside else "emissions_per_inhabitant"
    title = translate("Communes comparables", language)
    try:
        compared = reader.figure("comparaison", "comparable", mesure=measured)
    except QuestionRefused as refusal:
        told = finding(refusal.code, refusal.params, language)
        return Section(title, (told,), (beside,) if beside else ())
    return Section(title, (), tuple(one for one in (compared, beside) if one is not None))


def missing(snapshot: Snapshot, place: Territory, language: str) -> tuple[str, ...]:
    """Energies without any figure here, and the published files that do not have this territory."""
    told = []
    found = answer(snapshot, Question("energy", place, by=("carrier",))).frame
    known = set() if found.is_empty() else set(found["carrier"])
    lacking = [labels.carrier(code, language) for code in glance.ENERGIES if code not in known]
    if lacking:
        told.append(translate("{energies} : pas de donnée", language, energies=capital(listing(lacking, language))))
    lacking_files = fillers(snapshot, place)
    template = _NOT_LOADED[place.is_area]
    told += [translate(template, language, title=one.title, publisher=one.publisher) for one in lacking_files]
    told.append(translate("Énergies hors réseaux (fioul, bois, carburants) : aucune mesure par commune", language))
    told.append(translate(_PAID[place.is_area], language))
    return tuple(f"{capital(one)}." for one in told)
