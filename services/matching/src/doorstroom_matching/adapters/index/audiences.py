"""Which needs are open to one person: the admissions of all needs, one after the other."""

from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from doorstroom_common.covenant import Membership, Work
from doorstroom_matching.adapters.index.codes import Codes
from doorstroom_matching.adapters.index.offers import PUBLIC
from doorstroom_matching.adapters.index.sight import EXTERNAL, OWN, Flags

Table = NDArray[np.void]


class Audiences:
    """Organisations as they are called by the members of a day, worked out once."""

    def __init__(self, organisations: Codes[str]) -> None:
        self._organisations = organisations
        self._members: Membership | None = None
        self._current: NDArray[np.int32] = np.empty(0, np.int32)

    def admitted(
        self, table: Table, admissions: Table, relation: NDArray[np.int8], home: Work | None, members: Membership,
        now: datetime,
    ) -> Flags:  # fmt: skip
        """As `standing.is_admitted`, for each need of the table."""
        self._follow(members)
        need, entries = _entries(table, admissions)
        moment = now.timestamp()
        place, own = self._current[entries["organisation"]], self._current[table["organisation"]][need]
        holds = (entries["since"] <= moment) & (moment < entries["until"])
        theirs = holds & (place != own) & np.isin(place, self._places(home, members))
        to_own, to_theirs = (_any(need[those], len(table)) for those in (holds & (place == own), theirs))
        public = table["flags"] & PUBLIC != 0
        admitted: Flags = public | np.where(relation == OWN, to_own, to_theirs & (relation != EXTERNAL))
        return admitted

    def _places(self, home: Work | None, members: Membership) -> list[int]:
        places = [place for place in (home.employer, home.workplace) if place] if home else []
        codes = (self._organisations.find(members.current(place)) for place in places)
        return [code for code in codes if code is not None]

    def _follow(self, members: Membership) -> None:
        if members is self._members and len(self._current) == len(self._organisations):
            return
        self._members = members
        current: list[int] = []
        while len(current) < len(self._organisations):
            current.append(self._organisations.code(members.current(self._organisations.keys[len(current)])))
        self._current = np.array(current, np.int32)


def _any(need: NDArray[np.int64], size: int) -> Flags:
    flags: Flags = np.bincount(need, minlength=size) > 0
    return flags


def _entries(table: Table, admissions: Table) -> tuple[NDArray[np.int64], Table]:
    """Of each admission of the table's needs: whose it is, and itself."""
    counts = table["admissions"].astype(np.int64)
    need = np.repeat(np.arange(len(table)), counts)
    before = np.cumsum(counts) - counts
    return need, admissions[np.arange(counts.sum()) + (table["audience"] - before)[need]]
