"""Measures of speed, taken together in one run because machines are shared and noisy: read the ratios."""
