"""The sixteen columns of the communes' template, in its order; every layout is brought to them."""

FIELDS = (
    "code_insee",
    "commune",
    "site",
    "compteur",
    "periode",
    "date_debut",
    "date_fin",
    "fluide",
    "nature",
    "releve",
    "consommation",
    "unite",
    "cout_ht",
    "cout_ttc",
    "dont_abonnement",
    "commentaire",
)
COSTS = ("cout_ht", "cout_ttc", "dont_abonnement")
# A line without any of these says nothing, and is skipped.
MEASURES = ("consommation", "cout_ht", "cout_ttc")
