"""Durable out: events stored with their change, published in order, deleted once acknowledged."""

from doorstroom_common.outbox.relay import Relay

__all__ = ["Relay"]
