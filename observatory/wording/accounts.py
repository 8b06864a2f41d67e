"""The words of accounts, logins and deposit links, and what they are refused for."""

from collections.abc import Mapping

from observatory.wording.language import N_, translate
from observatory.wording.phrases import Variants

ROLES: Mapping[str, str] = {
    "public": N_("lecture"),
    "link": N_("dépôt par lien"),
    "commune": N_("commune"),
    "adviser": N_("conseil des communes"),
    "administrator": N_("administration des comptes"),
}
REFUSALS: Mapping[str, Variants] = {
    "not_allowed": (
        N_("Vous n'avez pas le droit de faire cela. Demandez-le à la personne qui vous conseille à l'agence."),
    ),
    "login_needed": (N_("Cette page demande une connexion. Cliquez sur « Se connecter », dans le volet de gauche."),),
    "login_missing": (
        N_(
            "Sans connexion configurée, l'observatoire ne se sert que sur ce poste, et {address} est ouverte à "
            "d'autres. Retirez l'adresse, ou configurez une connexion (OBSERVATORY_LOGIN=oidc ; voir "
            "docs/installation.md)."
        ),
        N_("Sans connexion configurée, l'observatoire ne se sert que sur ce poste. Voir docs/installation.md."),
    ),
    "login_incomplete": (
        N_("La connexion n'est pas entièrement configurée : il manque {missing}. Voir docs/installation.md."),
        N_("La connexion n'est pas entièrement configurée. Voir docs/installation.md."),
    ),
    "account_unknown": (N_("Ce compte n'existe pas. Vérifiez l'adresse, ou envoyez une invitation."),),
    "email_unreadable": (
        N_("« {email} » n'est pas une adresse électronique. Écrivez-la comme prenom.nom@commune.fr."),
        N_("L'adresse électronique ne se lit pas. Écrivez-la comme prenom.nom@commune.fr."),
    ),
    "role_unknown": (
        N_("« {role} » n'est pas un rôle. Choisissez commune, adviser ou administrator."),
        N_("Ce rôle n'existe pas. Choisissez commune, adviser ou administrator."),
    ),
    "deposit_link_unknown": (
        N_("Ce lien de dépôt n'existe pas ou a été abîmé en chemin. Demandez-en un nouveau à votre agence."),
    ),
    "deposit_link_revoked": (N_("Ce lien de dépôt a été retiré. Demandez-en un nouveau à votre agence."),),
    "deposit_link_expired": (
        N_("Ce lien de dépôt n'est plus valable depuis le {expired_at}. Demandez-en un nouveau à votre agence."),
        N_("Ce lien de dépôt n'est plus valable. Demandez-en un nouveau à votre agence."),
    ),
    "ticket_unknown": (N_("Ce lien de téléchargement n'est plus valable. Revenez à la page, et cliquez de nouveau."),),
    "too_many_files": (
        N_(
            "Vous avez envoyé beaucoup de fichiers ({files} en une heure, ou {megabytes} Mo en un jour). Attendez un "
            "moment, puis reprenez : rien de ce qui est déjà reçu n'est perdu."
        ),
        N_("Vous avez envoyé beaucoup de fichiers. Attendez un moment, puis reprenez."),
    ),
}


def role(code: str, language: str) -> str:
    """What somebody is."""
    return translate(ROLES[code], language)
