"""What a page says, for tests that read it as a person does."""

import re
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest

from observatory.ui.discovery import discover
from observatory.wording.typography import plain_spaces
from tests.ui.conftest import Open

FILES = {page.path: page.file.name for page in discover()}
HOME = discover()[0].path


def on(open_app: Open, store: Path, page: str, **query: str) -> AppTest:
    """The frame opened at a page."""
    app = open_app(store, **query)
    if page == HOME:
        return app
    app.switch_page(f"../../pages/{FILES[page]}")
    for name, value in query.items():  # the first page dropped the options that are not its own
        app.query_params[name] = value
    return app.run()


def text(app: AppTest) -> str:
    """All the words of a page, with plain spaces and without markup."""
    bodies = " ".join(element.proto.body for element in app.main if element.type == "html")
    return plain_spaces(unescape(re.sub(r"<[^>]+>", " ", bodies)))


def paragraphs(app: AppTest, role: str) -> list[str]:
    """The paragraphs of one role, in order."""
    bodies = " ".join(element.proto.body for element in app.main if element.type == "html")
    return [plain_spaces(unescape(found)) for found in re.findall(rf'<p class="{role}">(.*?)</p>', bodies)]


def sentences(app: AppTest) -> list[str]:
    """The items of « À retenir »."""
    bodies = " ".join(element.proto.body for element in app.main if element.type == "html")
    return [plain_spaces(unescape(found)) for found in re.findall(r"<li>(.*?)</li>", bodies)]
