"""`observatory`: its commands and what they have in common."""

import sys

import typer

from observatory.cli import accounts, ask, changes, deposits, desk, files, keep, mapping, report, targets
from observatory.cli.common import MISUSED, say
from observatory.errors import ObservatoryError, QuestionRefused
from observatory.wording.sentences import finding

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Energy and climate observatory of the communes: published files in, trends and comparisons out.",
)
files.register(app)
deposits.register(app)
ask.register(app)
changes.register(app)
keep.register(app)
targets.register(app)
report.register(app)
mapping.register(app)
accounts.register(app)
desk.register(app)


def main() -> None:
    """Run the command line; a refusal is one sentence and an exit code, never a trace."""
    try:
        app()
    except QuestionRefused as refusal:
        say(finding(refusal.code, refusal.params, "fr"))
        sys.exit(MISUSED)
    except ObservatoryError as error:
        say(finding(error.code, error.params, "fr"))
        sys.exit(MISUSED)
