"""What a local server sees of our environment: enough to start, nothing that would change how it behaves."""

import os
from collections.abc import Mapping

KEPT = ("PATH", "HOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")


def clean_environment(**extra: str) -> Mapping[str, str]:
    """The few variables that every program needs, and these."""
    return {name: os.environ[name] for name in KEPT if name in os.environ} | extra
