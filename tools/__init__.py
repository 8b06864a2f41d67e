"""Programs that rebuild what the project ships; run as `python -m tools.NAME`."""
