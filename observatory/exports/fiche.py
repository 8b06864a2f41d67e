"""Fiche communale: what two pages say of a commune, from the answers and the charts of the pages."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from observatory.access import ANYBODY
from observatory.answers import catalogue, glance, territories
from observatory.answers.change import change
from observatory.answers.concentration import dominance_of
from observatory.answers.contract import Answer, Question, SourceLine
from observatory.answers.gaps import fillers
from observatory.answers.indicator import answer
from observatory.answers.patrimoine.lens import Lens, lens
from observatory.answers.peers import comparable
from observatory.answers.progress import Progress, answer_of, progress_of
from observatory.answers.targets import of_territory, own
from observatory.errors import QuestionRefused
from observatory.figures.beside import around
from observatory.figures.chart import Chart
from observatory.figures.overview import shares_chart
from observatory.figures.peers import comparable_chart
from observatory.figures.progress import progress_chart
from observatory.figures.trend import largest, trend_chart
from observatory.store import Store
from observatory.store.snapshots import Snapshot
from observatory.store.targets import Kept
from observatory.territory import Kind, Territory
from observatory.vocabulary import Scope
from observatory.wording import labels
from observatory.wording.language import N_, translate
from observatory.wording.numbers import date, listing, number
from observatory.wording.progress import headline
from observatory.wording.sentences import finding
from observatory.wording.takeaways import one_dominance, takeaways
from observatory.wording.targets import about, voted
from observatory.wording.typography import capital

_NOTHING_PAID = N_(
    "Ce que la commune paie elle-même (bâtiments, éclairage public, véhicules) : pas encore de donnée. Tout ce qui "
    "suit décrit l'ensemble du territoire."
)
_NOT_LOADED = N_("Pas encore chargé pour cette commune : {title} ({publisher})")


@dataclass(frozen=True)
class Section:
    """A heading, the sentences under it, then figures."""

    title: str
    sentences: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()


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


def fiche(snapshot: Snapshot, store: Store, insee_code: str, *, language: str) -> Fiche:
    """The document of a commune. Raises QuestionRefused `territory_unknown`."""
    place = Territory(Kind.COMMUNE, insee_code)
    name = territories.name(snapshot, place)
    answers: list[Answer] = []
    words = {"number": snapshot.number, "day": date(snapshot.published_at, language)}
    return Fiche(
        insee_code=insee_code,
        name=name,
        beside=_beside(snapshot, place, language),
        takeaways=_takeaways(snapshot, place, language),
        territory=_on_its_soil(snapshot, place, answers, language),
        target=_targets(snapshot, own_targets(snapshot, store, place), lens(store, ANYBODY), answers, language),
        comparison=_comparison(snapshot, place, answers, language),
        missing=_missing(snapshot, place, language),
        sources=_sources(answers),
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


def _on_its_soil(snapshot: Snapshot, place: Territory, answers: list[Answer], language: str) -> Section:
    """The energies over the years, then the sectors of the last one."""
    drawn = []
    found = answer(snapshot, Question("energy", place, by=("carrier",)))
    if not found.frame.is_empty():
        main = largest(found, "carrier")
        moved = change(found, carrier=main)
        alone = Question("energy", place, carriers=(main,))
        who = (one_dominance(one, answer(snapshot, alone), language) for one in dominance_of(snapshot, alone))
        drawn.append(trend_chart(found, moved, language=language, dimension="carrier", first_notes=tuple(who)))
        answers.append(found)
    energy, emissions = Question("energy", place, carriers=glance.ENERGIES), Question("emissions", place)
    for dimension, one in glance.parts(snapshot, energy=energy, emissions=emissions).values():
        if dimension == "sector":
            drawn.append(shares_chart(one, dimension, language=language))
            answers.append(one)
    title = translate("Ce qui est consommé et émis sur le territoire", language)
    return Section(title, (translate(_NOTHING_PAID, language),), tuple(drawn))


def _targets(
    snapshot: Snapshot, kept: tuple[Kept, ...], through: Lens, answers: list[Answer], language: str
) -> Section:
    """The first target as a figure, the others as sentences; those on own sites only where the commune agreed."""
    title = translate("Objectif délibéré", language)
    found = [one for one in progress_of(snapshot, kept, through=through) if _may_be_told(one)]
    if not found:
        nothing = translate("Aucun objectif délibéré par le conseil municipal n'est enregistré à ce jour.", language)
        return Section(title, (nothing,))
    series = answer_of(snapshot, found[0], through)
    answers.append(series)
    others = (
        f"{capital(about(one.target, language))} · {voted(one.target, language)} : {headline(one, language)}."
        for one in found[1:]
    )
    return Section(title, tuple(others), (progress_chart(found[0], series, language=language),))


def _may_be_told(one: Progress) -> bool:
    return one.target.scope is Scope.TERRITOIRE or one.refused is None


def _comparison(snapshot: Snapshot, place: Territory, answers: list[Answer], language: str) -> Section:
    """Residential electricity per inhabitant beside comparable communes, then over the years; else emissions."""
    question = Question("energy_per_inhabitant", place, carriers=("electricity",), sectors=("residential",))
    found = answer(snapshot, question)
    if found.frame.is_empty():
        return _beside_comparable(snapshot, Question("emissions_per_inhabitant", place), answers, language)
    references, told = around(snapshot, question, language=language)
    beside = trend_chart(found, change(found), language=language, references=tuple(references), first_notes=tuple(told))
    answers.append(found)
    compared = _beside_comparable(snapshot, question, answers, language)
    return replace(compared, charts=(*compared.charts, beside))


def _beside_comparable(snapshot: Snapshot, question: Question, answers: list[Answer], language: str) -> Section:
    """The commune among those that compare with it, or why there are none."""
    title = translate("Communes comparables", language)
    try:
        _, year = catalogue.years(snapshot, question.indicator)
        found = comparable(snapshot, question, year=year)
    except QuestionRefused as refusal:
        return Section(title, (finding(refusal.code, refusal.params, language),))
    answers.append(found.pool.answer)
    return Section(title, (), (comparable_chart(found, language=language),))


def _missing(snapshot: Snapshot, place: Territory, language: str) -> Section:
    """Energies without any figure here, and the published files that do not have this commune."""
    told = []
    found = answer(snapshot, Question("energy", place, by=("carrier",))).frame
    known = set() if found.is_empty() else set(found["carrier"])
    lacking = [labels.carrier(code, language) for code in glance.ENERGIES if code not in known]
    if lacking:
        told.append(translate("{energies} : pas de donnée", language, energies=capital(listing(lacking, language))))
    lacking_files = fillers(snapshot, place)
    told += [translate(_NOT_LOADED, language, title=one.title, publisher=one.publisher) for one in lacking_files]
    told.append(translate("Énergies hors réseaux (fioul, bois, carburants) : aucune mesure par commune", language))
    told.append(translate("Patrimoine de la commune : factures et relevés à transmettre à l'agence", language))
    return Section(translate("Ce qui manque", language), tuple(f"{capital(one)}." for one in told))


def _sources(answers: Iterable[Answer]) -> tuple[SourceLine, ...]:
    """Each publication once, with all the vintages used; a layout of ours that no publication names is left out."""
    found: dict[str, SourceLine] = {}
    for line in (line for one in answers for line in one.sources):
        known = found.get(line.key, line)
        found[line.key] = replace(known, vintages=tuple(sorted({*known.vintages, *line.vintages})))
    return tuple(line for key, line in found.items() if line.title != key)
