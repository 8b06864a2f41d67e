"""What a commune pays for the energy and the water of its own sites."""

from observatory.indicators import Direction, Indicator, Measure
from observatory.units import EURO
from observatory.vocabulary import Scope

INDICATOR = Indicator(
    key="site_cost",
    label="Dépense d'énergie et d'eau du patrimoine",
    definition="Ce que la commune paie pour l'énergie et l'eau de ses sites, d'après ses factures, en euros de "
    "l'année : toutes taxes comprises, ou hors taxes si ses factures le donnent plus souvent ; les deux ne sont jamais "
    "mêlés. Une facture à cheval sur deux années est partagée au prorata des jours. Les évolutions sont à périmètre "
    "constant.",
    limits="Les prix ne sont pas corrigés de l'inflation. Une facture sans montant laisse l'année de son site "
    "incomplète.",
    scope=Scope.PATRIMOINE,
    numerator=Measure.SITE_COST,
    unit=EURO,
    direction=Direction.DOWN,
    dimensions=("fluid", "site"),
)
