"""Due once: durable timers in business time, each effect exactly once, catching up after a stop."""

from doorstroom_common.timers.runner import TimerRunner

__all__ = ["TimerRunner"]
