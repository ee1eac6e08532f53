"""When a covenant may follow the version in force."""

from datetime import datetime, timedelta

from doorstroom_common.clock import local_date
from doorstroom_common.covenant.faults import CovenantRefused, Fault
from doorstroom_common.covenant.model import Covenant

NOTICE = timedelta(days=1)


def check_adoption(new: Covenant, in_force: Covenant | None, now: datetime) -> None:
    """Raise `CovenantRefused` unless `new` is a higher version that starts at least a day after `now`.

    `in_force` is the latest adopted version of the same covenant; without one this is a network's first covenant, which
    may start at once. The same version with the same hash is no change: ask `is_adopted` first.
    """
    if in_force is None:
        return
    faults: list[Fault] = []
    if new.id != in_force.id:
        faults.append(_fault(new, "id", f"{new.id} cannot follow {in_force.id}"))
    if new.version <= in_force.version:
        faults.append(_fault(new, "version", f"{new.version} must be higher than {in_force.version}, which is adopted"))
    if new.starts_at < now + NOTICE:
        first = local_date(now + NOTICE) + timedelta(days=1)
        faults.append(
            _fault(new, "validFrom", f"{new.valid_from} is too soon; members need a day, so {first} or later")
        )
    if faults:
        raise CovenantRefused(faults)


def is_adopted(new: Covenant, in_force: Covenant | None) -> bool:
    """Whether this very text is the adopted version already."""
    return in_force is not None and (new.id, new.version, new.hash) == (in_force.id, in_force.version, in_force.hash)


def _fault(covenant: Covenant, path: str, message: str) -> Fault:
    return Fault(f"{covenant.id} version {covenant.version}", 1, path, message)
