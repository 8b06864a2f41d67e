"""The figures of Tendances: the series of a territory, its parts, what explains it and what stands beside it."""

from dataclasses import replace

from observatory.answers.change import change, comparable_years
from observatory.answers.concentration import dominance_of
from observatory.answers.contract import Answer, Correction, Question
from observatory.answers.decomposition import comparable, decomposition
from observatory.answers.factors import RESIDENTIAL
from observatory.answers.indicator import answer
from observatory.answers.warmth import Warmth, warmth
from observatory.figures.beside import around
from observatory.figures.chart import Chart
from observatory.figures.explanation import waterfall_chart
from observatory.figures.overview import shares_chart
from observatory.figures.shown.contract import Figure, Shown, Subject
from observatory.figures.trend import largest, multiples_chart, trend_chart
from observatory.figures.warmth import warmth_chart
from observatory.indicators import Measure, indicator
from observatory.view import View
from observatory.wording.language import N_, translate
from observatory.wording.numbers import year_span
from observatory.wording.takeaways import one_dominance

ENERGIES = ("electricity", "gas")
DIMENSIONS = {"energie": "carrier", "secteur": "sector", "filiere": "technology"}


def measure_of(view: View) -> Measure:
    """What the indicator of a view counts."""
    return indicator(view.indicator).numerator


def has_years(view: View) -> bool:
    """Whether the indicator has more than one year: the inventory of emissions has one, and no trend."""
    return measure_of(view) is not Measure.EMISSIONS


def splits(view: View) -> tuple[str, ...]:
    """What this indicator can be split by, the first by default; of a single year, only its parts say something."""
    has = indicator(view.indicator).dimensions
    known = tuple(code for code in ("energie", "filiere", "total", "secteur") if DIMENSIONS.get(code, "") in {"", *has})
    return known if has_years(view) else ("secteur",)


def dimension_of(view: View) -> str | None:
    """What the main figure is split by."""
    wanted, known = view.option("vue"), splits(view)
    return DIMENSIONS.get(wanted if wanted in known else known[0])


def main(subject: Subject) -> Shown:
    """The series of the indicator, split or not."""
    found = _whole(subject)
    return Shown(_chart(subject, found), found)


def base_years(subject: Subject) -> tuple[int, ...]:
    """The years that an index may be based on, those comparable with the last; based on its last, it tells nothing."""
    found = _whole(subject)
    comparable_with_last = comparable_years(found, **_main_part(subject, found))
    return tuple(comparable_with_last[:-1] or comparable_with_last)


def _whole(subject: Subject) -> Answer:
    dimension = dimension_of(subject.view)
    return answer(subject.snapshot, subject.steady(subject.asked(by=(dimension,) if dimension else ())))


def _main_part(subject: Subject, found: Answer) -> dict[str, str]:
    dimension = dimension_of(subject.view)
    main_one = largest(found, dimension) if dimension and not found.frame.is_empty() else None
    return {dimension: main_one} if dimension and main_one else {}


def _chart(subject: Subject, found: Answer) -> Chart:
    dimension, language = dimension_of(subject.view), subject.language
    if not has_years(subject.view):
        return shares_chart(found, dimension or "sector", language=language)
    index = _base_year(subject) if subject.view.option("base") == "oui" else None
    moved = change(found, base=index, **_main_part(subject, found))
    notes = (*_years_told(subject, found.question), *_who(subject, found, dimension))
    return trend_chart(found, moved, language=language, dimension=dimension, index=index, first_notes=notes)


def _base_year(subject: Subject) -> int | None:
    """The year that is 100: the one chosen where it is comparable with the last, else the first of them."""
    years = base_years(subject)
    wanted = subject.view.option("annee_base")
    return next((year for year in years if str(year) == wanted), years[0] if years else None)


def _years_told(subject: Subject, question: Question) -> tuple[str, ...]:
    """Which years are shown, where the reader chose none and some are set aside."""
    if not question.years or subject.view.years or not question.territory.is_area:
        return ()
    words = translate(
        "Années montrées : {span}, où toutes les communes décrites aujourd'hui le sont déjà. "
        "Choisissez d'autres années pour remonter plus loin.",
        subject.language,
        span=year_span(*question.years),
    )
    return (words,)


def _who(subject: Subject, found: Answer, dimension: str | None) -> tuple[str, ...]:
    """The commune or the site that makes much of the total shown, or of its change, by itself."""
    if found.frame.is_empty() or dimension in {"sector", "technology"}:
        return ()
    carriers = (largest(found, "carrier"),) if dimension else found.question.carriers
    question = replace(found.question, by=(), carriers=carriers)
    whole = answer(subject.snapshot, question)
    return tuple(one_dominance(one, whole, subject.language) for one in dominance_of(subject.snapshot, question))


def parts(subject: Subject) -> Shown | None:
    """The same figures split by sector, one small panel each; by energy where the main figure is by sector."""
    dimension = "carrier" if dimension_of(subject.view) == "sector" else "sector"
    if not has_years(subject.view) or dimension not in indicator(subject.view.indicator).dimensions:
        return None
    found = answer(subject.snapshot, subject.steady(subject.asked(by=(dimension,))))
    if found.frame.is_empty():
        return None
    return Shown(multiples_chart(found, dimension, language=subject.language), found)


def explained_question(subject: Subject) -> Question | None:
    """Residential energy of the energies chosen, or emissions where they have years; None where there is neither."""
    measure = measure_of(subject.view)
    if measure not in {Measure.ENERGY, Measure.EMISSIONS}:
        return None
    is_energy = measure is Measure.ENERGY
    question = subject.asked(
        indicator="energy" if is_energy else "emissions",
        sectors=(RESIDENTIAL,) if is_energy else subject.view.sectors,
        by=(),
    )
    known = answer(subject.snapshot, question).frame
    return question if known.height > (0 if is_energy else 1) else None


def explained(subject: Subject) -> Shown | None:
    """What explains the last comparable years of those chosen."""
    question = explained_question(subject)
    if question is None:
        return None
    found = decomposition(subject.snapshot, comparable(subject.snapshot, question))
    return Shown(waterfall_chart(found, language=subject.language), found.answer)


def has_neighbours(subject: Subject) -> bool:
    """Whether the territory is a commune with energy, to be set beside others."""
    if measure_of(subject.view) is not Measure.ENERGY or subject.commune is None:
        return False
    whole = subject.asked(indicator="energy", carriers=(), sectors=(), by=())
    return not answer(subject.snapshot, whole).frame.is_empty()


def beside(subject: Subject) -> Shown | None:
    """Residential use per inhabitant beside the EPCI, the département and communes of the same size."""
    if not has_neighbours(subject):
        return None
    view = subject.view
    carrier = view.option("cote") if view.option("cote") in ENERGIES else ENERGIES[0]
    question = subject.asked(indicator="energy_per_inhabitant", carriers=(carrier,), sectors=(RESIDENTIAL,), by=())
    found = answer(subject.snapshot, question)
    if found.frame.is_empty():
        return None
    references, told = around(subject.snapshot, question, language=subject.language)
    if view.option("climat") in set(Correction) - {Correction.NONE}:
        found, references, told = _at_normal_climate(subject, found, Correction(view.option("climat"))), [], []
    moved = change(found)
    made = trend_chart(found, moved, language=subject.language, references=tuple(references), first_notes=tuple(told))
    return Shown(made, found)


def _at_normal_climate(subject: Subject, found: Answer, correction: Correction) -> Answer:
    """The same series corrected, over the years that no break cuts."""
    years = comparable_years(found)
    span = (years[0], years[-1]) if years else found.question.years
    return answer(subject.snapshot, replace(found.question, years=span, correction=correction))


def also(subject: Subject) -> Shown:
    """Another indicator of the same territory, that the figure names after the dot."""
    key = subject.part
    question = subject.asked(indicator=indicator(key).key, carriers=(), sectors=(), by=(), source=None)
    found = answer(subject.snapshot, subject.steady(question))
    one_year = found.frame["year"].n_unique() <= 1 and "sector" in indicator(key).dimensions
    if one_year and not found.frame.is_empty():
        found = answer(subject.snapshot, replace(found.question, by=("sector",)))
        return Shown(shares_chart(found, "sector", language=subject.language), found)
    return Shown(trend_chart(found, change(found), language=subject.language), found)


def climate(subject: Subject) -> Shown:
    """Heat or cold of the years, as the figure names it after the dot."""
    counted = Warmth(subject.part) if subject.part in set(Warmth) else Warmth.HOT_DAYS
    found = warmth(subject.snapshot, subject.view.place, counted)
    return Shown(warmth_chart(found, language=subject.language))


FIGURES = (
    Figure("trend", N_("Évolution"), main),
    Figure("parts", N_("Par secteur ou par énergie"), parts),
    Figure("explained", N_("Ce qui explique l'évolution"), explained),
    Figure("beside", N_("À côté de l'EPCI et du département"), beside),
    Figure("also", N_("Autre indicateur"), also),
    Figure("climate", N_("Chaleur et froid des années"), climate),
)
