"""Why a link or a room does not open, and what to do instead: one entry per code."""

from collections.abc import Mapping

from observatory.wording.language import N_
from observatory.wording.phrases import Variants

_ASK = N_("Ce lien n'ouvre rien. Vérifiez l'adresse, ou demandez un nouveau lien à qui vous l'a envoyé.")

REFUSALS: Mapping[str, Variants] = {
    "link_unknown": (_ASK,),
    "link_empty": (N_("Ce que ce lien montrait n'est plus partagé. Demandez un nouveau lien à qui vous l'a envoyé."),),
    "link_revoked": (
        N_("Ce lien a été fermé le {moment}. Demandez-en un nouveau à qui vous l'a envoyé."),
        N_("Ce lien a été fermé. Demandez-en un nouveau à qui vous l'a envoyé."),
    ),
    "link_expired": (
        N_("Ce lien n'est plus ouvert depuis le {moment}. Demandez-en un nouveau à qui vous l'a envoyé."),
        N_("Ce lien n'est plus ouvert. Demandez-en un nouveau à qui vous l'a envoyé."),
    ),
    "link_code_wrong": (N_("Ce code n'est pas celui du lien. Vérifiez-le, ou demandez-le à qui vous l'a envoyé."),),
    "link_only": (
        N_("Ce lien ne donne accès qu'à ce qu'il montre. Pour le reste, ouvrez l'observatoire à sa propre adresse."),
    ),
    "guesses_too_many": (N_("Trop de codes erronés viennent d'être essayés. Attendez une minute, puis réessayez."),),
    "room_unknown": (
        N_("Aucune séance n'est ouverte sous ce code. Vérifiez-le sur l'écran de la salle : il a six signes."),
    ),
    "room_ended": (N_("Cette séance est terminée. Ses figures restent dans l'observatoire, ouvert à tous."),),
    "room_not_presented": (N_("Seule la personne qui a ouvert cette séance la fait avancer. Ouvrez-en une autre."),),
}
