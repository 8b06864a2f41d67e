"""Water that a commune's own sites use, by its bills."""

from observatory.indicators import Direction, Indicator, Measure
from observatory.units import CUBIC_METRE
from observatory.vocabulary import Scope

INDICATOR = Indicator(
    key="site_water",
    label="Eau du patrimoine",
    definition="Eau que la commune achète pour ses sites, d'après ses factures et ses relevés, en m³. Une facture à "
    "cheval sur deux années est partagée au prorata des jours ; une année de moins de 350 jours couverts est "
    "incomplète et n'est pas comparée. Les évolutions sont à périmètre constant.",
    limits="L'eau n'est jamais ajoutée à l'énergie. Une fuite ou un arrosage d'été fait une année ; les bornes et les "
    "fontaines sans compteur n'y sont pas.",
    scope=Scope.PATRIMOINE,
    numerator=Measure.SITE_WATER,
    unit=CUBIC_METRE,
    direction=Direction.DOWN,
    dimensions=("site",),
)
