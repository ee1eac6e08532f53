"""`doorstroom replay`: replaced below."""


def replay() -> None:
    """Rebuild the read models from the log."""
