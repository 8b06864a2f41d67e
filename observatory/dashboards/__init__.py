"""Dashboards: screens put in order for a meeting, kept, sent as a file, or ready to be filled for a territory."""
