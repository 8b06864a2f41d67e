"""Energy that a commune's own sites use, by its bills."""

from observatory.indicators import Direction, Indicator, Measure
from observatory.units import MWH
from observatory.vocabulary import Scope

INDICATOR = Indicator(
    key="site_energy",
    label="Énergie du patrimoine",
    definition="Énergie que la commune achète pour ses bâtiments, son éclairage public et ses véhicules, d'après ses "
    "factures et ses relevés, en MWh PCI. Une facture à cheval sur deux années est partagée au prorata des jours. Une "
    "année dont moins de 350 jours sont couverts est incomplète et n'est pas comparée. Les évolutions sont à périmètre "
    "constant : les sites ouverts et tenus par la commune d'un bout à l'autre.",
    limits="Ce que la commune ne paie pas n'y est pas : un éclairage transféré à un syndicat en sort sans qu'il y ait "
    "d'économie. Les livraisons (fioul, bois) se comparent sur trois ans et restent hors des évolutions. Non corrigée "
    "du climat.",
    scope=Scope.PATRIMOINE,
    numerator=Measure.SITE_ENERGY,
    unit=MWH,
    direction=Direction.DOWN,
    dimensions=("fluid", "site"),
)
