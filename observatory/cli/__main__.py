"""`python -m observatory.cli`."""

from observatory.cli.main import main

main()
