"""Every page, opened by every role: in the row of pages, and by its address."""

from html import unescape

import pytest

from observatory.access import Role, User
from observatory.ui import session
from observatory.ui.discovery import discover
from tests.ui.conftest import Open
from tests.ui.said import on

# The pages that each role has beyond what is public.
PRIVATE = {
    "tableaux-de-bord": {Role.ADVISER},
    "ajouter-une-source": {Role.ADVISER},
    "comptes": {Role.ADMINISTRATOR},
    "decisions": {Role.ADVISER},
    "deposer": {Role.LINK, Role.COMMUNE, Role.ADVISER},
    "depots": {Role.ADVISER},
}
PUBLIC = {
    "vue-d-ensemble",
    "tendances",
    "comparaison",
    "objectifs",
    "patrimoine",  # of a commune that agreed
    "donnees-et-methodes",
    "projection",
    "integrer",
    "suivre",
    "lien",
}


def test_every_page_has_its_row() -> None:
    """A page is either public or in the table; a new one must be put somewhere."""
    assert {page.path for page in discover()} == PUBLIC | set(PRIVATE)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("page", sorted(PRIVATE))
def test_a_page_is_for_its_roles(
    open_app: Open, shipped_store: object, monkeypatch: pytest.MonkeyPatch, page: str, role: Role
) -> None:
    """Whoever may not gets a sentence, by whatever address, and no link to the page; who may gets the page."""
    monkeypatch.setattr(session, "user", lambda: User("u", role, frozenset({"38185"})))
    app = on(open_app, shipped_store, page)  # type: ignore[arg-type]
    words = unescape(" ".join(element.proto.body for element in app.main if element.type == "html"))
    assert not app.exception
    assert ("n'avez pas le droit" not in words) == (role in PRIVATE[page])


@pytest.mark.parametrize("role", Role)
def test_writing_is_offered_to_who_may(
    open_app: Open, shipped_store: object, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    """The form of targets is drawn for an adviser alone."""
    monkeypatch.setattr(session, "user", lambda: User("u", role, frozenset({"38185"})))
    app = on(open_app, shipped_store, "objectifs", territoire="38185")  # type: ignore[arg-type]
    assert any(one.label.startswith("Ajouter, modifier") for one in app.expander) == (role is Role.ADVISER)
