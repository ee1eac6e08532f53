"""`doorstroom demo`: replaced below."""


def demo() -> None:
    """Show the region at work."""
