"""On whose behalf something is read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    """Everything of its own is shown to an organisation's HR system and to its recruiters and vacancy holders; all
    others, its further staff included, see only what is open to them. Without an organisation that is what is public.
    """

    organisation: str | None
    sees_all_of_own: bool

    def owns(self, organisation: str) -> bool:
        return self.sees_all_of_own and self.organisation == organisation
