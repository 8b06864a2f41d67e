"""The command line: the same answers as the pages."""

from observatory.cli.main import main

__all__ = ["main"]
