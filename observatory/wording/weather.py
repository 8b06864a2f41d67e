"""Series of degree-days in words: whose station, what base, what method, which months."""

from collections.abc import Mapping

from observatory.wording import labels
from observatory.wording.language import N_, translate
from observatory.wording.numbers import number

METHODS: Mapping[str, str] = {
    "meteo": N_("méthode Météo"),
    "costic": N_("méthode des professionnels de l'énergie (COSTIC)"),
}
MONTHS: Mapping[str, str] = {
    "1-12": N_("année entière"),
    "1-5 10-12": N_("de janvier à mai et d'octobre à décembre"),
}


def series(line: Mapping[str, str | float], language: str) -> str:
    """One series of degree-days by its attributes.

    >>> line = {"name": "Tours", "base": 18.0, "method": "costic", "months": "1-12", "source": "cegibat_monthly"}
    >>> series(line, "en")
    'Tours: base 18 °C, method of the energy trades (COSTIC), whole year (GRDF Cegibat, monthly degree-days)'
    """
    months, method = str(line["months"]), str(line["method"])
    return translate(
        "{name} : base {base} °C, {method}, {months} ({source})",
        language,
        name=line["name"],
        base=number(float(line["base"]), language=language),
        method=translate(METHODS[method], language),
        months=translate(MONTHS[months], language) if months in MONTHS else months,
        source=labels.source(str(line["source"]), language),
    )
