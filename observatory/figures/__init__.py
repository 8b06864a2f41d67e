"""Answers -> charts (what is drawn and said, free of any drawing library) -> Plotly figures, in one theme."""
