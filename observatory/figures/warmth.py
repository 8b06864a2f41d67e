"""Heat and cold of the years, a line for each station: two stations of one town differ by more than years do."""

from functools import lru_cache

from observatory.answers.warmth import Measured, Warmth
from observatory.figures.chart import Chart, Kind, Series, State, Texts, chart
from observatory.figures.theme import ACCENT
from observatory.wording import captions
from observatory.wording.language import N_, translate
from observatory.wording.numbers import number

_COUNTED = {
    Warmth.HOT_DAYS: N_("jours à plus de 35\N{NO-BREAK SPACE}°C, de mai à septembre"),
    Warmth.TROPICAL_NIGHTS: N_("nuits sans descendre sous 20\N{NO-BREAK SPACE}°C, de mai à septembre"),
    Warmth.DEGREE_DAYS: N_("degrés-jours de chauffage, base 17, d'octobre à mai"),
}
_UNITS = {
    Warmth.HOT_DAYS: N_("jours"),
    Warmth.TROPICAL_NIGHTS: N_("nuits"),
    Warmth.DEGREE_DAYS: N_("degrés-jours"),
}
_READINGS = {
    Warmth.HOT_DAYS: N_(
        "{station} : {value} jours à plus de 35\N{NO-BREAK SPACE}°C en {year}, {mean} par an en moyenne depuis {first}"
    ),
    Warmth.TROPICAL_NIGHTS: N_(
        "{station} : {value} nuits tropicales en {year}, {mean} par an en moyenne depuis {first}"
    ),
    Warmth.DEGREE_DAYS: N_(
        "{station} : {value} degrés-jours de chauffage en {year}, {mean} par an en moyenne depuis {first}"
    ),
}


@lru_cache(maxsize=256)
def warmth_chart(found: Measured, *, language: str) -> Chart:
    """One line per station, the one of today in colour; nothing is said from one station to the other."""
    stations = [
        str(one) for one in found.frame.group_by("station", maintain_order=True).first().sort("year")["station"]
    ]
    drawn = [_series(found, station, is_last=station == stations[-1]) for station in stations]
    known = [one for one in drawn if one.last is not None]
    reading = _reading(found, known[-1], language) if known else translate("Pas de donnée", language)
    texts = Texts(
        title=reading,
        subtitle=" · ".join((found.name, translate(_COUNTED[found.counted], language))),
        source_line=captions.sourced(found.sources, found.snapshot, found.published_at, language),
        notes=(translate("Deux stations ne font pas une série : chacune a sa ligne.", language),) if drawn[1:] else (),
        alt=reading,
    )
    unit = translate(_UNITS[found.counted], language)
    return chart(Kind.MULTIPLES if known[1:] else Kind.LINES, known, texts, unit=unit, language=language)


def _series(found: Measured, station: str, *, is_last: bool) -> Series:
    rows = found.frame.filter(found.frame["station"] == station)
    values = tuple(rows["value"])
    return Series(
        key=station,
        label=rows["name"][0],
        x=tuple(rows["year"]),
        y=values,
        high=values,
        status=tuple(State.ABSENT if value is None else State.MEASURED for value in values),
        colour=ACCENT if is_last else "grey.1",
        symbol="circle" if is_last else "square",
        emphasis=is_last,
    )


def _reading(found: Measured, one: Series, language: str) -> str:
    """The last year of the station of today, beside its own mean."""
    known = [(int(year), value) for year, value in zip(one.x, one.y, strict=True) if value is not None]
    mean = sum(value for _, value in known) / len(known)
    digits = 0 if found.counted is Warmth.DEGREE_DAYS else 1
    return translate(
        _READINGS[found.counted],
        language,
        station=one.label,
        value=number(known[-1][1], language=language, digits=0),
        year=known[-1][0],
        mean=number(mean, language=language, digits=digits),
        first=known[0][0],
    )
