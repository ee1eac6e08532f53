"""Logs, metrics and traces, handed in rather than global."""

from doorstroom_common.observability.telemetry import Telemetry

__all__ = ["Telemetry"]
