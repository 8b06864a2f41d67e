"""Where everything is kept. Only this package knows DuckDB."""

from observatory.store.place import Store

__all__ = ["Store"]
