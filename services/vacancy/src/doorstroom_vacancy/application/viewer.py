"""On whose behalf something is read."""

from dataclasses import dataclass

from doorstroom_common.database import Behalf


@dataclass(frozen=True, slots=True)
class Viewer:
    """Everything of its own is shown to an organisation's HR system and to its recruiters and vacancy holders; all
    others, its further staff included, see only what is open to them. Without an organisation that is what is public.
    """

    organisation: str | None
    sees_all_of_own: bool

    @property
    def behalf(self) -> Behalf:
        return Behalf.of(self.organisation)

    def owns(self, organisation: str) -> bool:
        return self.sees_all_of_own and self.organisation == organisation
