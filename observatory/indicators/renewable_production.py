"""Electricity from renewable technologies, produced on the territory."""

from observatory.indicators import Direction, Indicator, Measure
from observatory.units import MWH
from observatory.vocabulary import Scope

INDICATOR = Indicator(
    key="renewable_production",
    label="Production d'électricité renouvelable",
    definition="Électricité produite dans l'année par les installations photovoltaïques, éoliennes, hydrauliques et de "
    "bioénergies du territoire, telle que la publie le réseau qui les raccorde. La cogénération et les autres filières "
    "sont données à part et n'entrent pas dans ce total.",
    limits="Réseau d'Enedis seul : ni les régies locales, ni les grandes centrales de RTE. Les petits nombres "
    "d'installations sont sous secret statistique. Ce n'est pas une consommation et ne s'en déduit pas. Une part des "
    "bioénergies (déchets incinérés) n'est pas renouvelable.",
    scope=Scope.TERRITOIRE,
    numerator=Measure.PRODUCTION,
    unit=MWH,
    direction=Direction.UP,
    dimensions=("technology", "commune"),
)
