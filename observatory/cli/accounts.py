"""`observatory accounts`: who may come in. Whoever types here sits at the server, and may keep accounts."""

import sys
from typing import Annotated

import polars as pl
import typer

from observatory.access import Role, User, keeping
from observatory.cli.common import StoreOption, chosen, show
from observatory.errors import ObservatoryError
from observatory.store import Store, accounts

KEEPER = User("command-line", Role.ADMINISTRATOR)
COLUMNS = ("id", "email", "name", "role", "territories", "active")

app = typer.Typer(no_args_is_help=True, help="Accounts: list, invite, close, erase.")

Email = Annotated[str, typer.Argument(help="Address that the person logs in with.", show_default=False)]


def register(main: typer.Typer) -> None:
    """Add the commands of this module."""
    main.add_typer(app, name="accounts")


@app.command(name="list")
def listed(store: StoreOption = None) -> None:
    """List the accounts."""
    each = accounts.standing(Store(chosen(store).store))
    lines = [(one.id, one.email, one.name, one.role, ", ".join(one.territories), one.active) for one in each]
    show(pl.DataFrame(lines, schema=COLUMNS, orient="row"))


@app.command()
def invite(
    email: Email,
    role: Annotated[str, typer.Option(help="commune, adviser or administrator.")] = Role.COMMUNE.value,
    territory: Annotated[
        list[str] | None, typer.Option("--for", help="38151, epci:…, dep:…, group:…; several.", show_default=False)
    ] = None,
    name: Annotated[str, typer.Option(help="The person's name.")] = "",
    store: StoreOption = None,
) -> None:
    """Open an account for an address, or change it."""
    kept = keeping.invite(Store(chosen(store).store), KEEPER, email, name=name, role=role, territories=territory or [])
    sys.stdout.write(f"{kept.id}\n")


@app.command()
def close(email: Email, store: StoreOption = None) -> None:
    """Close an account: its owner is refused at the next click."""
    where = Store(chosen(store).store)
    known = _known(where, email)
    keeping.change(where, KEEPER, known.id, role=known.role, territories=known.territories, active=False)


@app.command()
def erase(email: Email, store: StoreOption = None) -> None:
    """Close an account and forget who it was; what was done by its id stays told."""
    where = Store(chosen(store).store)
    keeping.erase(where, KEEPER, _known(where, email).id)


def _known(where: Store, email: str) -> accounts.Account:
    known = accounts.of_email(where, email)
    if known is None:
        raise ObservatoryError("account_unknown")
    return known
