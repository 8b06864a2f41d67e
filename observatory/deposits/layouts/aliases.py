"""The headers met in communes' own spreadsheets, by what they mean; a spelling met in the field is one more here."""

from collections.abc import Mapping

from observatory.grammar import fold

NEAR = 88  # of 100 (rapidfuzz.fuzz.ratio): one letter in eight may differ
LONG_ENOUGH = 5  # shorter words are taken to the letter: « site » and « date » are near
COST = "cout"  # a cost that says neither HT nor TTC
PASSED = "-"  # a header that is known, and says nothing of a reading
INDEX = "index"  # what a meter shows: a consumption only where nothing else says one
PART = "trimestre"  # a part of a year, with its year or without

_SPELLED: Mapping[str, tuple[str, ...]] = {
    "code_insee": (
        "code insee", "insee", "code commune", "n° insee", "code commune insee", "insee code", "numéro insee",
        "code insee commune", "insee commune", "codgeo", "insee_com",
    ),
    "commune": (
        "commune", "nom commune", "nom de la commune", "ville", "collectivité", "mairie de", "commune membre",
        "libellé commune",
    ),
    "site": (
        "site", "nom du site", "nom site", "bâtiment", "bâtiments", "nom du bâtiment", "équipement", "équipements",
        "établissement", "lieu", "lieu de consommation", "local", "désignation", "libellé", "intitulé", "patrimoine",
        "bâtiment communal", "bâtiments communaux", "nom de l'établissement", "installation", "espace", "nom",
        "désignation du site", "libellé du site", "point de livraison nom", "bâtiment / site", "site / bâtiment",
        "bâtiment ou site", "sites et bâtiments", "lieux", "sites", "équipement communal", "structure", "bât", "bat",
        "bâti", "site communal", "site / équipement",
        "lieu d'utilisation", "site de consommation", "nom de l'équipement", "libellé bâtiment",
    ),
    "compteur": (
        "compteur", "n° compteur", "numéro de compteur", "numéro compteur", "n° de compteur", "PDL", "PRM", "PCE",
        "n° PDL", "numéro PDL", "n° PRM", "point de livraison", "référence PDL", "réf compteur", "référence compteur",
        "PDL/PRM", "PRM/PDL", "PDL / PCE", "point de comptage", "armoire", "n° armoire", "coffret", "matricule",
        "matricule compteur", "identifiant compteur", "référence du point", "RAE", "compteurs",
        "référence acheminement",
        "n° du compteur", "réf PDL", "réf PDL / PCE", "réf PRM", "identifiant PDL", "identifiant PRM", "n° PCE",
        "numéro PCE", "PRM / PCE", "PDL PCE", "référence point de livraison",
    ),
    "periode": (
        "période", "periode", "période de facturation", "période de consommation", "date", "mois et année",
        "mois année",
        "mois/année", "date de relève", "date du relevé", "période facturée", "date de livraison", "date livraison",
    ),
    "annee": ("année", "an", "exercice", "année de consommation", "année civile", "années"),
    "mois": ("mois", "mois de consommation", "mois facturé", "mois de facturation"),
    "date_debut": (
        "date début", "date de début", "début", "du", "début de période", "de", "date début période", "début période",
        "date de début de période", "période du", "début facturation", "depuis", "date début consommation",
        "à partir du",
        "début conso", "date début facturation", "date de début de consommation", "facture du",
    ),
    "date_fin": (
        "date fin", "date de fin", "fin", "au", "fin de période", "date fin période", "fin période", "jusqu'au",
        "date de fin de période", "période au", "fin facturation", "date fin consommation", "fin conso",
        "date fin facturation", "date de fin de consommation",
    ),
    "fluide": (
        "fluide", "énergie", "type d'énergie", "type énergie", "type de fluide", "nature de l'énergie",
        "source d'énergie",
        "énergie utilisée", "combustible", "fluides", "énergies", "type fluide", "vecteur", "nature du fluide",
        "énergie / eau", "fluide / énergie", "énergie ou fluide",
        "vecteur énergétique", "nature énergie", "nature d'énergie", "type de consommation", "type d'énergie / fluide",
    ),
    "nature": (
        "nature", "type de facture", "type facture", "nature de la facture", "type de ligne", "type de document",
        "type de pièce", "facture ou avoir", "facture / avoir", "nature de la ligne",
    ),
    "releve": (
        "relevé", "releve", "type de relevé", "type de relève", "relevé ou estimé", "réel ou estimé", "réel/estimé",
        "estimé ou réel", "estimation", "type relevé", "qualité", "relève", "nature du relevé", "E/R", "R/E",
    ),
    "consommation": (
        "consommation", "conso", "consommations", "quantité", "quantités", "volume", "qté", "quantité consommée",
        "volume consommé", "énergie consommée", "consommation totale", "conso totale", "quantité facturée",
        "consommation facturée", "conso facturée", "volume facturé", "consommation relevée", "quantité livrée",
        "consommé", "relevé de consommation", "consommation du mois", "consommation mensuelle", "consommation annuelle",
        "conso annuelle", "conso mensuelle", "litrage", "cubage",
    ),
    "unite": ("unité", "unité de mesure", "u", "unités", "unité de consommation", "unité conso"),
    "dont_abonnement": (
        "dont abonnement", "abonnement", "abonnements", "part fixe", "abonnement (€)", "montant abonnement",
        "prime fixe",
        "coût abonnement", "dont part fixe", "partie fixe", "abonnement annuel",
    ),
    "commentaire": (
        "commentaire", "commentaires", "observation", "observations", "remarque", "remarques", "note", "notes",
        "précisions",
    ),
    COST: (
        "coût", "coûts", "montant", "montants", "dépense", "dépenses", "facture", "prix", "total facture",
        "montant facture", "montant de la facture", "montant facturé", "coût total", "montant total", "prix total",
        "total facturé", "somme", "prix payé", "montant payé", "dépense totale",
    ),
    INDEX: ("index", "relevé d'index", "index relevé", "index compteur", "index du compteur"),
    PART: ("trimestre", "semestre", "trim", "sem"),
    PASSED: (
        "adresse de consommation", "facture n°", "réf facture", "type de compteur", "type de site", "usage",
        "code postal", "adresse", "adresse du site", "rue", "fournisseur", "n° facture", "numéro de facture",
        "n° client",
        "référence client", "référence facture", "date de facture", "date facture", "date de facturation",
        "date d'émission", "puissance", "puissance souscrite", "surface", "surface m2", "prix unitaire", "prix du kwh",
        "prix moyen", "prix au m3", "tva", "taxes", "montant tva", "tarif", "option tarifaire", "contrat", "n° contrat",
        "index début", "index fin", "ancien index", "nouvel index", "nouveau index", "index précédent", "index actuel",
        "ancien relevé", "nouveau relevé", "nombre de jours", "nb jours", "jours", "dju", "évolution", "variation",
        "écart", "n°", "numéro", "id", "responsable", "téléphone", "date de paiement", "mandat", "n° mandat",
        "imputation", "compte", "budget", "siret", "région", "département", "epci", "catégorie",
    ),
}  # fmt: skip
ALIASES: Mapping[str, str] = {fold(text): field for field, texts in _SPELLED.items() for text in texts}

# Words that say how a header is meant, beside the aliases.
WITHOUT_TAX = frozenset({"ht", "hors_taxe", "hors_taxes", "htva"})
WITH_TAX = frozenset({"ttc", "toutes_taxes_comprises"})
EUROS = frozenset({"eur", "euro", "euros"})
COST_WORDS = frozenset(
    {"cout", "couts", "montant", "montants", "depense", "depenses", "facture", "prix", "total", "somme"}
)
STANDING = frozenset({"abonnement", "abonnements", "fixe"})
UNIT_PRICE = frozenset({"unitaire", "moyen", "kwh", "mwh", "m3", "litre"})
TOTALS = frozenset({"total", "totaux", "cumul", "moyenne", "moy", "sous_total", "ensemble"})
# Registers of one meter: parts of its consumption, and no sites.
REGISTERS = frozenset({"hp", "hc", "hph", "hch", "hpe", "hce", "heures", "pleines", "creuses", "pointe", "base"})
DELIVERIES = frozenset({"livraison", "livraisons", "livre", "livres", "livree", "livrees"})
COUNTS = frozenset({"nb", "nbre", "nombre"})  # of a unit: « Nb kWh »
# What joins the words of a header and says nothing.
FILLERS = frozenset(
    {"en", "de", "d", "la", "le", "les", "l", "des", "du", "n", "no", "par", "pour", "et", "annee", "mois"}
)
# A meter named by its register says what it counts: PDL and PRM are Enedis', PCE is GRDF's.
METER_FLUIDS: Mapping[str, str] = {"pdl": "electricity", "prm": "electricity", "pce": "gas"}
# Sheets that sum up or explain others, and those that nobody named.
SUMMARIES = frozenset(
    {
        "synthese", "total", "totaux", "recap", "recapitulatif", "bilan", "graphique", "graphiques", "notice", "listes",
        "liste", "aide", "mode_d_emploi", "lisezmoi", "lisez_moi", "instructions", "parametres", "tableau_de_bord",
    }
)  # fmt: skip
UNNAMED = r"^(?:feuil|feuille|sheet|table|tableau|onglet)_?[0-9]*$"
COPIES = frozenset({"copie", "copy", "sauvegarde", "brouillon", "ancien", "ancienne", "old", "backup"})
