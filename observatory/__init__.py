"""The observatory: what France's communes consume and emit, where each figure comes from, and what it cannot say."""

__version__ = "0.1.0"
