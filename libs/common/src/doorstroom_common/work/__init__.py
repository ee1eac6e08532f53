"""Work that follows from events, keyed by aggregate: a second event for a key that waits is the same work."""

from doorstroom_common.work.workers import Workers

__all__ = ["Workers"]
