"""Codes and parameters -> sentences, labels, numbers and dates, in the reader's language."""
