"""The figures of Patrimoine: the sites of one commune, as the reader may see them."""

from observatory.answers.patrimoine.lens import Seen, seen
from observatory.answers.patrimoine.price import price_splits
from observatory.answers.patrimoine.series import SiteSeries, site_answer, site_series
from observatory.answers.patrimoine.sites import heaviest
from observatory.answers.patrimoine.steady import Steady, steady
from observatory.answers.patrimoine.years import years
from observatory.figures.patrimoine import cost_chart, heaviest_chart, years_chart
from observatory.figures.shown.contract import Figure, Shown, Subject
from observatory.wording.language import N_

MEASURES = {"energie": "site_energy", "eau": "site_water", "depense": "site_cost"}


def indicator_of(subject: Subject) -> str:
    """What the view counts: energy, water or cost."""
    return MEASURES.get(subject.view.option("mesure"), MEASURES["energie"])


def seen_of(subject: Subject) -> Seen | None:
    """The lines of the commune looked at; None for an area. Raises QuestionRefused `not_allowed`."""
    if subject.commune is None:
        return None
    return seen(subject.snapshot, subject.eyes, subject.commune, subject.view.option("origine") or None)


def series_of(subject: Subject, key: str | None = None) -> SiteSeries | None:
    """The series of the view; None where nothing of it is known."""
    found = seen_of(subject)
    if found is None:
        return None
    made = site_series(
        subject.snapshot, subject.eyes, key or indicator_of(subject), subject.view.place, source=found.source
    )
    return None if years(found, made.amount).drop_nulls("value").is_empty() else made


def lately(series: SiteSeries) -> Steady:
    """The last two comparable years, on what was held through both."""
    return steady(years(series.seen, series.amount), series.seen.sites, series.steady.years[-2:])


def main(subject: Subject) -> Shown | None:
    """The years of the commune's sites."""
    series = series_of(subject)
    if series is None:
        return None
    found = site_answer(subject.snapshot, subject.eyes, series)
    return Shown(years_chart(series, lately(series), found, language=subject.language))


def weights(subject: Subject) -> Shown | None:
    """The ten sites that weigh most."""
    series = series_of(subject)
    known = heaviest(series.seen, series.amount) if series is not None else None
    if series is None or known is None:
        return None
    found = site_answer(subject.snapshot, subject.eyes, series)
    return Shown(heaviest_chart(known, found, language=subject.language))


def cost(subject: Subject) -> Shown | None:
    """Why the cost moved over the last two comparable years."""
    series = series_of(subject, "site_cost")
    splits = price_splits(series.seen) if series is not None else ()
    if series is None or not splits:
        return None
    found = site_answer(subject.snapshot, subject.eyes, series)
    return Shown(cost_chart(splits, found, language=subject.language))


FIGURES = (
    Figure("sites", N_("Patrimoine : années"), main),
    Figure("heaviest", N_("Patrimoine : sites qui pèsent le plus"), weights),
    Figure("cost", N_("Patrimoine : ce qui fait la dépense"), cost),
)
