"""Spreadsheets that communes send: understood, judged, and kept once an adviser agrees."""
