"""Once in: an event's id is stored in the transaction of its effect, so a second delivery has none."""

from doorstroom_common.database.statements import sql

REMEMBER = sql(
    "INSERT INTO inbox (consumer, source, event_id) VALUES (:consumer, :source, :event_id)"
    " ON CONFLICT DO NOTHING RETURNING 1"
)
"""Returns a row when the event is new to this consumer, none when its effect is stored already."""

FORGET_OLD = sql("DELETE FROM inbox WHERE stored_at < clock_timestamp() - :keep::interval")
"""Rows may go after 90 days: every effect has a unique key of its own."""
