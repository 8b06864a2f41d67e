"""What a reader must know beside a figure: one sentence per note of an answer and per caveat of a source."""

from collections.abc import Mapping

from observatory.wording.caveats import CAVEATS
from observatory.wording.explanation_codes import NOTES as EXPLANATION_NOTES
from observatory.wording.language import N_, P_
from observatory.wording.mapping import CAVEATS as MAPPED
from observatory.wording.patrimoine import CAVEATS as SITE_CAVEATS
from observatory.wording.patrimoine import NOTES as SITE_NOTES
from observatory.wording.perimeters import NOTES as PERIMETER_NOTES
from observatory.wording.phrases import Params, Variants, phrase, refined
from observatory.wording.target_refusals import NOTES as TARGET_NOTES
from observatory.wording.typography import capital

NOTES: Mapping[str, Variants] = {
    **TARGET_NOTES,
    **EXPLANATION_NOTES,
    **PERIMETER_NOTES,
    **SITE_NOTES,
    "gas_pcs": (N_("Gaz en MWh PCS, comme le publie l'opérateur."),),
    "gas_pcs_from_pci": (N_("Gaz converti en MWh PCS (× 1,11) : cette table le donne en PCI."),),
    "gas_pci_from_pci": (N_("Gaz en PCI, comme cette table le donne, pour s'additionner aux autres énergies."),),
    "gas_pci": (N_("Gaz converti en PCI (PCS ÷ 1,11) pour s'additionner aux autres énergies."),),
    "carrier_left_out": (
        P_(
            "Hors de ce total : {carrier}, dont seule l'année {years} est publiée. À choisir à part.",
            "Hors de ce total : {carrier}, dont seules les années {years} sont publiées. À choisir à part.",
            by="years",
        ),
        N_("Hors de ce total : {carrier}, sans donnée certaines années. À choisir à part."),
        N_("Hors de ce total : une énergie sans donnée certaines années."),
    ),
    "carrier_other_years": (
        N_("Pas de donnée {of_carrier} pour les années choisies ; il y en a pour {years}."),
        N_("Pas de donnée {of_carrier} pour les années choisies ; il y en a pour d'autres."),
        N_("Une énergie n'a pas de donnée pour les années choisies ; il y en a pour d'autres."),
    ),
    "networks_apart": (
        N_(
            "Hors de ce total : {carriers}. Un réseau est compté dans sa commune de rattachement, en dessert d'autres "
            "et brûle une part du gaz déjà compté. À choisir à part."
        ),
        N_("Hors de ce total : ce que livrent les réseaux de chaleur et de froid. À choisir à part."),
    ),
    "carrier_never_published": (
        N_("Pas de donnée {of_carrier} pour {name} : non desservi ou non publié."),
        N_("Pas de donnée {of_carrier} : non desservi ou non publié."),
        N_("Énergie non desservie ou non publiée."),
    ),
    "communes_left_out": (
        P_(
            "{carriers} : {count} commune laissée de côté, sans donnée certaines années : {names}.",
            "{carriers} : {count} communes laissées de côté, sans donnée certaines années : {names}.",
        ),
        P_(
            "{count} commune laissée de côté, sans donnée certaines années : {names}.",
            "{count} communes laissées de côté, sans donnée certaines années : {names}.",
        ),
        N_("Communes laissées de côté, sans donnée certaines années : {names}."),
        N_("Des communes sont laissées de côté, sans donnée certaines années."),
    ),
    "merged_communes": (
        P_(
            "Commune fusionnée depuis, comptée dans celle d'aujourd'hui : {names}.",
            "Communes fusionnées depuis, comptées dans celles d'aujourd'hui : {names}.",
            by="names",
        ),
        N_("Les communes fusionnées depuis sont comptées dans celles d'aujourd'hui."),
    ),
    "population_interpolated": (
        N_("Habitants interpolés entre deux recensements : {years}."),
        N_("Habitants interpolés entre deux recensements."),
    ),
    "population_held": (
        N_("Habitants de {nearest} retenus pour {years}, faute de recensement publié."),
        N_("Habitants du recensement le plus proche, faute d'un recensement de l'année."),
    ),
    "withheld_unflagged": (
        P_(
            (
                "{count} ligne vide sans mention du secret ({carriers}, {years}) : traitée comme non publiée, jamais "
                "comme zéro."
            ),
            (
                "{count} lignes vides sans mention du secret ({carriers}, {years}) : traitées comme non publiées, "
                "jamais comme zéro."
            ),
        ),
        P_(
            (
                "{count} ligne vide sans mention du secret ({carrier}, {years}) : traitée comme non publiée, jamais "
                "comme zéro."
            ),
            (
                "{count} lignes vides sans mention du secret ({carrier}, {years}) : traitées comme non publiées, "
                "jamais comme zéro."
            ),
        ),
        N_("Des lignes vides, sans mention du secret, sont traitées comme non publiées, jamais comme zéro."),
    ),
    "secrecy_band": (
        P_(
            (
                "{cells} valeur n'est pas publiée (secret statistique) : la bande donne l'ordre de grandeur de ce qui "
                "manque, d'après les années voisines ou la taille habituelle de ces petites valeurs."
            ),
            (
                "{cells} valeurs ne sont pas publiées (secret statistique) : la bande donne l'ordre de grandeur de ce "
                "qui manque, d'après les années voisines ou la taille habituelle de ces petites valeurs."
            ),
            by="cells",
        ),
        N_(
            "Une part n'est pas publiée (secret statistique) : la bande donne l'ordre de grandeur de ce qui manque, "
            "d'après les années voisines ou la taille habituelle de ces petites valeurs."
        ),
    ),
    "secrecy_lower_bound": (
        P_(
            "{cells} valeur n'est pas publiée (secret statistique) : chaque total qu'elle touche est un minimum, et "
            "d'une année à l'autre l'évolution ne peut se dire.",
            "{cells} valeurs ne sont pas publiées (secret statistique) : chaque total qu'elles touchent est un "
            "minimum, et d'une année à l'autre l'évolution ne peut se dire.",
            by="cells",
        ),
        N_("Des valeurs ne sont pas publiées (secret statistique) : les totaux qu'elles touchent sont des minimums."),
    ),
    "year_to_confirm": (
        N_("{year} : année à confirmer, car le fichier de {vintage} ne peut pas la connaître entière."),
        N_("La dernière année est à confirmer : le fichier ne peut pas la connaître entière."),
    ),
    "one_site_share": (
        N_("Un seul site, {at_commune}, fait {share} de ce total en {year} ; sans lui : {amount_value_without}."),
        N_("Un seul site, {at_commune}, fait {share} de ce total en {year}."),
        N_("Un seul site fait plus de 20 % de ce total."),
    ),
    "one_site_share:change": (
        N_("Un seul site, {at_commune}, fait {share} de cette évolution ; sans lui : {percent_without}."),
        N_("Un seul site, {at_commune}, fait {share} de cette évolution."),
        N_("Un seul site fait plus de 20 % de cette évolution."),
    ),
    "one_commune_share": (
        N_("Une seule commune, {name}, fait {share} de ce total ; sans elle : {amount_value_without}."),
        N_("Une seule commune, {name}, fait {share} de ce total."),
        N_("Une seule commune fait plus de 20 % de ce total."),
    ),
    "one_commune_share:change": (
        N_("Une seule commune, {name}, fait {share} de cette évolution ; sans elle : {percent_without}."),
        N_("Une seule commune, {name}, fait {share} de cette évolution."),
        N_("Une seule commune fait plus de 20 % de cette évolution."),
    ),
    "network_attached": (
        P_(
            (
                "Réseau rattaché {at_commune}, qui dessert d'autres communes : {networks}. Sa chaleur se lit pour "
                "l'EPCI ou pour le réseau, non comme la consommation de la commune."
            ),
            (
                "Réseaux rattachés {at_commune}, qui desservent d'autres communes : {networks}. Leur chaleur se lit "
                "pour l'EPCI ou pour les réseaux, non comme la consommation de la commune."
            ),
            by="networks",
        ),
        N_(
            "Un réseau de chaleur rattaché ici dessert d'autres communes : sa chaleur se lit pour l'EPCI ou pour le "
            "réseau."
        ),
    ),
    "source_precedence": (
        P_(
            "Source retenue : {kept}. Écartée, pour ne pas compter deux fois : {others}. À changer dans « Source ».",
            "Source retenue : {kept}. Écartées, pour ne pas compter deux fois : {others}. À changer dans « Source ».",
            by="others",
        ),
        N_("Une autre source décrit la même énergie ; elle est écartée pour ne pas compter deux fois."),
    ),
    "rejected_rows": (
        P_(
            "{count} ligne refusée à la lecture : ce total est un minimum.",
            "{count} lignes refusées à la lecture : ce total est un minimum.",
        ),
        N_("Des lignes ont été refusées à la lecture : ce total est un minimum."),
    ),
    "share_upper_bound": (
        N_("Cette part est un maximum : le gaz manque certaines années pour {names}."),
        N_("Cette part est un maximum : le gaz manque certaines années pour des communes."),
    ),
    "estimated_all": (N_("Toutes les valeurs sont estimées par un modèle ; aucune n'est mesurée."),),
    "imputed_sectors": (
        N_("Énergie et industrie sont estimées d'après les emplois : elles ne distinguent pas les communes."),
    ),
    "cement_neighbours": (
        N_("À vérifier : {names}, communes voisines, portent sans doute deux fois la même cimenterie."),
        N_("À vérifier : deux communes voisines portent sans doute deux fois la même cimenterie."),
    ),
    "not_orcae": (N_("Diffère des chiffres ORCAE de votre PCAET."),),
    "one_year_only": (N_("Une seule année publiée : ni tendance, ni suivi."),),
    "non_additive_apart": (N_("Hors total, donnés à part : le CO₂ de la biomasse et les transports internationaux."),),
    "production_enedis_alone": (
        N_(
            "Installations raccordées à Enedis seulement : une commune desservie par une régie, ou sans installation "
            "l'année dite, n'y est pas, et rien de ce que RTE raccorde. Ce n'est pas la consommation, et ne s'en "
            "déduit pas."
        ),
    ),
    "production_communes": (
        N_(
            "Communes qui ont une ligne dans le fichier : {first} en {year}, {last} en {year_end}. Une part de "
            "l'évolution peut venir de là."
        ),
        N_("Le nombre de communes qui ont une ligne dans le fichier change d'une année à l'autre."),
    ),
    "production_apart": (
        N_(
            "Hors de ce total, données à part : cogénération, surtout au gaz, et autres filières ({amount_mwh} en "
            "{year})."
        ),
        N_("Hors de ce total, données à part : cogénération, surtout au gaz, et autres filières."),
    ),
    "no_rank_imputed": (
        N_("Pas de classement : ces valeurs, estimées d'après les emplois, ne distinguent pas les communes."),
    ),
    "industry_dominates": (
        P_(
            "{count} commune ni classée ni colorée, car l'industrie y dépasse la moitié du total : {names}.",
            "{count} communes ni classées ni colorées, car l'industrie y dépasse la moitié du total : {names}.",
        ),
        N_(
            "Par habitant et tous secteurs confondus, les communes où l'industrie dépasse la moitié du total ne sont "
            "ni classées ni colorées."
        ),
    ),
    "corrected_sdes": (
        N_(
            "Corrigé du climat par la formule du SDES (degrés-jours de base 17 °C, sans l'été) ; climat normal : "
            "moyenne {span_normal} de la station {station}."
        ),
        N_("Corrigé du climat par la formule du SDES (degrés-jours de base 17 °C, sans l'été)."),
    ),
    "heating_share": (
        N_("Part de chauffage retenue, {carrier} ({sector}) : {share}, convention de l'observatoire."),
        N_("Part de chauffage retenue : convention de l'observatoire."),
    ),
    "corrected_publisher": (N_("Corrigé du climat par l'éditeur lui-même, d'après ses propres degrés-jours."),),
    "station_unassigned": (
        P_(
            "Degrés-jours chargés, sans territoire desservi : {names}. Ajoutez la station à data/stations.csv.",
            "Degrés-jours chargés, sans territoire desservi : {names}. Ajoutez les stations à data/stations.csv.",
            by="names",
        ),
        N_("Des degrés-jours sont chargés sans territoire desservi. Complétez data/stations.csv."),
    ),
    "not_climate_corrected": (
        N_("Non corrigé des variations climatiques : un hiver doux fait baisser les consommations."),
    ),
}

_UNKNOWN: Variants = (N_("Réserve « {code} » : son explication n'a pas encore été écrite."),)


def note(code: str, params: Params, language: str) -> str:
    """The sentence of a note; an unknown code says so and is quoted."""
    return capital(phrase(NOTES.get(refined(code, params, NOTES), _UNKNOWN), {"code": code, **params}, language))


def caveat(code: str, language: str) -> str:
    """What to know of a source before reading its figures; an unknown code says so and is quoted."""
    return phrase({**CAVEATS, **MAPPED, **SITE_CAVEATS}.get(code, _UNKNOWN), {"code": code}, language)
