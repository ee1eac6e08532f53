"""A covenant in plain words, Dutch and English."""

from doorstroom.telling.covenant import told
from doorstroom.telling.section import Line, Section
from doorstroom.telling.words import Words

__all__ = ["Line", "Section", "Words", "told"]
