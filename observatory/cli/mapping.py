"""`map`: how an adviser's own table is read, shown before it is taken; `mappings` and `vintages` of those tables."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer

from observatory import ingest
from observatory.answers.vintages import Difference, difference
from observatory.cli.common import REJECTED, StoreOption, chosen, say, show, show_numbers
from observatory.errors import Outcome, QuestionRefused
from observatory.ingest import Reading
from observatory.sources.guessing import Draft
from observatory.sources.mapping import TableMapping, read_mapping
from observatory.sources.mapping_text import for_preview, read_toml, with_said, write_toml
from observatory.store import Store, mappings
from observatory.wording.language import translate
from observatory.wording.mapping import comments, field_label, meaning, reason
from observatory.wording.numbers import number
from observatory.wording.sentences import finding, row_finding
from observatory.workbook.drafting import draft

ROWS_SHOWN = 20
FINDINGS_SHOWN = 20
SHOWN = ("insee_code", "year", "carrier", "sector", "energy_mwh", "emissions_tco2e", "status", "vintage", "first_row")

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, show_default=False)]
Said = Annotated[
    list[str] | None, typer.Option("--set", help="FIELD=VALUE, as the table of fields names them.", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("map")(map_file)
    app.command("mappings")(list_all)
    app.command()(forget)
    app.command()(vintages)


def map_file(
    file: File,
    save: Annotated[Path | None, typer.Option(help="Where the mapping goes.", show_default=False)] = None,
    said: Said = None,
    mapping: Annotated[Path | None, typer.Option(help="Start from this one.", exists=True)] = None,
    store: StoreOption = None,
) -> None:
    """Show how an adviser's own table is understood and what it would give; write nothing but the mapping asked for."""
    content = file.read_bytes()
    guessed = draft(content, file.name)
    known = read_toml(mapping.read_bytes()).model_dump() if mapping else guessed.fields()
    fields = with_said(known, dict(_pair(text) for text in said or []))
    show(_understood(guessed, fields))
    reading = ingest.preview(content, file.name, chosen(store), mapping=_for_preview(fields))
    _tell(reading)
    found = read_mapping(fields)
    if save is not None:
        save.write_text(write_toml(found, comments("fr")), encoding="utf-8")
        sys.stdout.write(f"{save}\n")
    if reading.report.outcome is Outcome.REJECT:
        raise typer.Exit(REJECTED)


def _for_preview(fields: Mapping[str, Any]) -> TableMapping:
    """The mapping to look through; where too little is said for that, all that lacks is told at once."""
    try:
        return read_mapping(for_preview(fields))
    except QuestionRefused as refusal:
        if refusal.code == "mapping_lacks":
            read_mapping(fields)
        raise


def remembered(path: Path, store: Path | None) -> str:
    """Keep the mapping of a file, so that the table is known by itself when it comes again; returns its key."""
    mapping = read_toml(path.read_bytes())
    mappings.remember(Store(chosen(store).store), mapping)
    return mapping.key


def list_all(
    as_toml: Annotated[str | None, typer.Option("--toml", help="Write the mapping of this key.")] = None,
    store: StoreOption = None,
) -> None:
    """List the tables that are recognised by themselves."""
    standing = [one.mapping for one in mappings.standing(Store(chosen(store).store))]
    if as_toml is None:
        show(pl.DataFrame([_row(one) for one in standing], schema=dict.fromkeys(_COLUMNS, pl.String)))
        return
    found = next((one for one in standing if one.key == as_toml), None)
    if found is None:
        raise QuestionRefused("mapping_unknown", key=as_toml)
    sys.stdout.write(write_toml(found, comments("fr")))


def forget(key: Annotated[str, typer.Argument(show_default=False)], store: StoreOption = None) -> None:
    """Recognise a table no longer; its figures stay."""
    mappings.forget(Store(chosen(store).store), key)
    say(translate("La table « {key} » n'est plus reconnue ; ses chiffres restent.", "fr", key=key))


def vintages(
    key: Annotated[str, typer.Argument(help="Source.", show_default=False)],
    old: Annotated[int | None, typer.Option(help="Batch before; the last but one by default.")] = None,
    new: Annotated[int | None, typer.Option(help="Batch after; the last by default.")] = None,
    store: StoreOption = None,
) -> None:
    """Show what moved from one version of a source to the next."""
    found = difference(Store(chosen(store).store), key, old=old, new=new)
    show_numbers(found.totals)
    show_numbers(found.largest)
    say(_moved(found))


def _moved(found: Difference) -> str:
    return translate(
        "Du lot n° {old} au lot n° {new}, communes dont un chiffre a bougé : {moved} sur {communes}.",
        "fr",
        old=found.old,
        new=found.new,
        moved=number(found.moved, language="fr"),
        communes=number(found.communes, language="fr"),
    )


def _pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise QuestionRefused("mapping_field", field=name, value=text)
    return name.strip(), value.strip()


def _understood(guessed: Draft, fields: Mapping[str, Any]) -> pl.DataFrame:
    """Each field with what it says and why; what was said by the adviser needs no reason."""
    flat = {name: value for name, value in fields.items() if not isinstance(value, dict) and name != "headers"}
    nested = {
        f"{within}.{inner}": value
        for within, inner_fields in fields.items()
        if isinstance(inner_fields, dict)
        for inner, value in inner_fields.items()
    }
    lines = [
        (name, field_label(name, "fr"), meaning(name, value, "fr"), _why(guessed, name, value))
        for name, value in (flat | nested).items()
        if value not in ("", (), [], None)
    ]
    return pl.DataFrame(lines, schema=["field", "means", "is", "because"], orient="row")


def _why(guessed: Draft, name: str, value: object) -> str:
    guess = guessed.guesses.get(name)
    return reason(guess, "fr") if guess is not None and guess.value == value else ""


def _tell(reading: Reading) -> None:
    """The first rows that the file would give, and what is wrong with it."""
    report = reading.report
    if reading.observed is not None:
        facts = reading.observed.facts
        show_numbers(facts.select(name for name in SHOWN if name in facts.columns).head(ROWS_SHOWN))
    if report.code:
        say(finding(report.code, dict(report.params), "fr"))
    _findings(report.findings)


def _findings(found: Sequence[Any]) -> None:
    for one in found[:FINDINGS_SHOWN]:
        say(row_finding(one.row, one.column, one.value, one.code, dict(one.params), "fr"))
    if len(found) > FINDINGS_SHOWN:
        say(f"… {len(found) - FINDINGS_SHOWN}")


_COLUMNS = ("key", "title", "publisher", "fact", "unit", "climate_corrected", "gas", "recomputes")


def _row(one: TableMapping) -> dict[str, str]:
    return {name: meaning(name, getattr(one, name), "fr") for name in _COLUMNS}
