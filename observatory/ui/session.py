"""Who this session acts for, asked of the store at every run: a right taken away is gone at the next click."""

import streamlit as st

from observatory.access import LOCAL, Action, Object, User, authorize, ever
from observatory.access.accounts import of_email, of_link
from observatory.errors import QuestionRefused
from observatory.settings import settings
from observatory.store import Store, accounts, deposit_links
from observatory.ui import data, state, text
from observatory.ui.discovery import PageFile
from observatory.ui.language import language, t
from observatory.wording.accounts import role

LINK = "lien"  # the option of a page that a deposit link opens


def user() -> User:
    """Whoever acts: by a deposit link, by a login, or, on a machine of one's own, its adviser."""
    written = state.view().option(LINK)
    if written:
        return of_link(deposit_links.opened(data.store(), written))
    if settings().login == "local":
        return LOCAL
    return of_email(data.store(), _email(), verified=st.user.get("email_verified", True) is not False)


def may_open(page: PageFile) -> bool:
    """Whether a page is for whoever acts."""
    try:
        return ever(user(), page.act)
    except QuestionRefused:  # a link that no longer lets in opens what is public
        return page.act is Action.READ_PUBLISHED


def enter(page: PageFile) -> None:
    """Let a page be drawn, whatever the address it was opened by.

    Raises QuestionRefused `login_needed` or `not_allowed`, and what a deposit link is refused for.
    """
    if not ever(user(), page.act):
        raise QuestionRefused("not_allowed" if _logged_in() else "login_needed")


def require(action: Action, insee_code: str | None = None) -> User:
    """Whoever acts, where they may do that. Raises QuestionRefused `not_allowed`."""
    found = user()
    authorize(found, action, Object(insee_code))
    return found


def may(action: Action) -> bool:
    """Whether whoever acts may do that at all: what they cannot do is not offered."""
    return ever(user(), action)


def deciding() -> Store:
    """The store, for who decides: targets, dashboards, links. Raises QuestionRefused `not_allowed`."""
    require(Action.DECIDE)
    return data.store()


def adding() -> Store:
    """The store, for who adds sources. Raises QuestionRefused `not_allowed`."""
    require(Action.ADD_SOURCES)
    return data.store()


def who() -> None:
    """Who one is, and the way in or out, at the foot of the sidebar."""
    with st.sidebar.container(key="who"):
        if settings().login == "local":
            text.lines([t("Poste de l'agence : vous agissez comme conseil des communes.")], role="who")
        elif _logged_in():
            _known()
        else:
            st.button(t("Se connecter"), key="log_in", icon=":material/login:", on_click=st.login, width="stretch")


def _known() -> None:
    account = accounts.of_email(data.store(), _email())
    if account is None or not account.active:
        text.lines([t("{email} n'est pas invité ici. Demandez une invitation à l'agence.", email=_email())], role="who")
    else:
        text.lines([f"{account.name or account.email} · {role(account.role, language())}"], role="who")
    st.button(t("Se déconnecter"), key="log_out", icon=":material/logout:", on_click=st.logout, width="stretch")


def _logged_in() -> bool:
    return settings().login == "local" or bool(st.user.get("is_logged_in"))


def _email() -> str:
    return str(st.user.get("email") or "") if st.user.get("is_logged_in") else ""
