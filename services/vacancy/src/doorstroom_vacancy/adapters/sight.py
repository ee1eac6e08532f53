"""Who may see what is open, as a condition on the data: the stored audience, and the memberships of this very moment.

To others than its own organisation something is there from the moment its audience was stored, and not before: a stage
whose timer fires late is closed until then. It is there no longer from the moment a membership ends, also when that is
stored late.
"""

from typing import Any

from doorstroom_common.clock import Clock
from doorstroom_vacancy.application.ports import KnownCovenants


def open_to(table: str, key: str) -> str:
    """Of `p`, a row of that table that is open: whether `near` may see it. Its parameters are those of `near`."""
    return (
        f"(p.stage = 'public' OR EXISTS (SELECT FROM {table}_audience a"
        f" WHERE a.organisation = p.organisation AND a.{key} = p.{key}"
        " AND a.audience = :organisation AND a.until_at IS NULL AND (p.organisation = ANY(:partners)"
        " OR p.stage = 'linked' AND p.organisation = ANY(:linked))))"
    )


def near(organisation: str | None, known: KnownCovenants, clock: Clock) -> dict[str, Any]:
    """Whose things may be open to that organisation now; nobody's without one."""
    found = known.covenants.near(organisation, clock.now()) if organisation else None
    return {
        "organisation": organisation,
        "partners": list(found.partners) if found else [],
        "linked": list(found.linked) if found else [],
    }
