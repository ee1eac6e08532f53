"""Who is proposed for what, where everybody fits everything: by stage, relation, and from whom somebody hides."""

from tests.stateful.people import Need, Profile

OUTSIDE = 3


class Rules:
    def __init__(self, members: tuple[str, ...]) -> None:
        self.members = members

    def is_proposed(self, need: Need, profile: Profile) -> bool:
        hidden = profile.hidden and profile.employer == need.by
        takes_part = need.is_open and profile.active and not hidden and need.by not in profile.blocked
        return takes_part and self.is_admitted(need, profile)

    def is_admitted(self, need: Need, profile: Profile) -> bool:
        if need.stage == "public":
            return True
        return profile.employer == need.by or (need.stage == "partners" and profile.employer in self.members)

    def tier(self, need: Need, profile: Profile) -> int:
        """Where nobody goes first: own staff, partners, and people from outside; smaller is better."""
        if profile.employer not in self.members:
            return OUTSIDE
        return 1 if profile.employer == need.by else 2

    def is_open_to(self, need: Need, organisation: str) -> bool:
        return need.is_open and (need.stage != "own" or organisation == need.by)
