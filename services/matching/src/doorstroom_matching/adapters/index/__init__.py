"""Who fits whom, from memory: the same answers as the rules and the SQL give, without looking at everybody.

Whatever has few different values (a home, a contract, a tier) is asked of the rules themselves, once; what differs
from person to person stands in numpy columns, and who has a skill in roaring bitmaps. Tests hold all of it equal to
`domain.verdict` on the pairs that the SQL of `adapters.pairs` finds.
"""

from doorstroom_matching.adapters.index.found import Found
from doorstroom_matching.adapters.index.needs import Needs
from doorstroom_matching.adapters.index.people import People

__all__ = ["Found", "Needs", "People"]
