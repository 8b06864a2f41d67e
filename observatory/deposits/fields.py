"""The columns of the template that communes fill in: the words that every layout is brought back to."""

FIELDS: tuple[str, ...] = (
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
