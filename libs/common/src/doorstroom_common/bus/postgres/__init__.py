"""The bus as a log in PostgreSQL: what a small region runs on."""

from doorstroom_common.bus.postgres.log import PostgresBus
from doorstroom_common.bus.postgres.preparation import prepare

__all__ = ["PostgresBus", "prepare"]
