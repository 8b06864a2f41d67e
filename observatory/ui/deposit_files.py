"""Private files of deposits, each by an address of its own: the file sent, the same marked, the receipt, the list."""

import time
from collections.abc import Mapping
from typing import Any

import streamlit as st

from observatory.access import User
from observatory.deposits import loop
from observatory.deposits.communes import register
from observatory.deposits.layouts.mapping import DepositMapping
from observatory.errors import Finding
from observatory.exports.annotated import annotated, annotated_name, findings_table
from observatory.settings import Settings
from observatory.store import Store, archive
from observatory.ui import private_files, session
from observatory.ui.private_files import Build, File
from observatory.wording.deposits import receipt_page
from observatory.wording.template import known_meters, template_words
from observatory.workbook.template import write_template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KEPT, _SECONDS = "deposit_addresses", 600


def button(label: str, kind: str, told: Mapping[str, Any], *, key: str, icon: str = ":material/download:") -> None:
    """A button that fetches a private file."""
    st.link_button(label, _address(kind, told), icon=icon, key=key)


def of_draft(
    content_digest: str, name: str, insee_code: str | None, mapping: DepositMapping | None, **rest: Any
) -> Any:
    """What an address tells of a file that is looked at and not yet sent."""
    said = None if mapping is None else mapping.model_dump_json()
    return {"sha256": content_digest, "name": name, "insee_code": insee_code, "mapping": said, **rest}


def _address(kind: str, told: Mapping[str, Any]) -> str:
    """Its address, made anew before it is out of date."""
    kept: dict[tuple[str, str], tuple[float, str]] = st.session_state.setdefault(_KEPT, {})
    which = (kind, repr(sorted(told.items())))
    made = kept.get(which)
    if made is None or time.monotonic() - made[0] > _SECONDS:
        made = kept[which] = (time.monotonic(), private_files.address(session.user(), kind, told))
    return made[1]


def _original(user: User, settings: Settings, told: Mapping[str, Any]) -> File:
    name, content = loop.original(told["number"], user, settings)
    return File(f"{told['number']} - {name}", "application/octet-stream", content)


def _annotated(user: User, settings: Settings, told: Mapping[str, Any]) -> File:
    """A deposit's file, marked by what was found in it when it was sent."""
    name, content = loop.original(told["number"], user, settings)
    one = loop.followed(told["number"], user, settings)
    return _marked(user, settings, content, name, one.findings, {**told, "insee_code": one.receipt.insee_code})


def _template(user: User, settings: Settings, told: Mapping[str, Any]) -> File:
    """The template with what is known of a commune's meters, which is nobody else's business."""
    code, language = told["insee_code"], told.get("language", "fr")
    meters = known_meters(loop.meters(code, user, settings))
    commune = (code, register(settings.data).name(code))
    return File(f"modele-{code}.xlsx", XLSX, write_template(template_words(language), commune=commune, meters=meters))


def _receipt(user: User, settings: Settings, told: Mapping[str, Any]) -> File:
    one = loop.followed(told["number"], user, settings)
    page = receipt_page(one.receipt, one.findings, told.get("language", "fr"))
    return File(f"recepisse-{told['number']}.txt", "text/plain; charset=utf-8", page.encode())


def _marked_draft(user: User, settings: Settings, told: Mapping[str, Any]) -> File:
    """A file that is not sent yet, marked by what is found in it now."""
    content, found = _looked_at(user, settings, told)
    return _marked(user, settings, content, told["name"], found, told)


def _listed_draft(user: User, settings: Settings, told: Mapping[str, Any]) -> File:
    """All that is found in it, as a table."""
    _, found = _looked_at(user, settings, told)
    table = findings_table({told["name"]: found}, told.get("language", "fr"))
    return File(f"{told['name']} - anomalies.csv", "text/csv; charset=utf-8", f"\ufeff{table}".encode())


def _looked_at(user: User, settings: Settings, told: Mapping[str, Any]) -> tuple[bytes, tuple[Finding, ...]]:
    loop.depositor(user, settings, told["insee_code"])  # may she?
    content = archive.fetch(Store(settings.store), told["sha256"])
    mapping = DepositMapping.model_validate_json(told["mapping"]) if told["mapping"] else None
    checked = loop.look(
        content,
        told["name"],
        user,
        settings,
        insee_code=told["insee_code"],
        mapping=mapping,
        answers=told.get("answers"),
    )
    return content, checked.findings


def _marked(
    user: User, settings: Settings, content: bytes, name: str, found: tuple[Finding, ...], told: Mapping[str, Any]
) -> File:
    limits = loop.depositor(user, settings, told.get("insee_code")).limits
    mapping = DepositMapping.model_validate_json(told["mapping"]) if told.get("mapping") else None
    language = told.get("language", "fr")
    marked = annotated(content, name, found, limits=limits, mapping=mapping, language=language)
    return File(annotated_name(name), XLSX, marked)


KINDS: Mapping[str, Build] = {
    "original": _original,
    "annotated": _annotated,
    "receipt": _receipt,
    "template": _template,
    "marked": _marked_draft,
    "listed": _listed_draft,
}
