"""As whom a local server runs: PostgreSQL refuses to be root, and data folders may lie where only root can go."""

import os
import pwd
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from doorstroom_common.local.errors import LocalServerError

KEEPER = Path(__file__).with_name("keeper.py")
PREFERRED_USERS = ("postgres", "nobody", "daemon")


@dataclass(frozen=True)
class Identity:
    """Options for the keeper, and the user to whom files must be given first (None: they stay whose they are)."""

    options: tuple[str, ...] = ()
    owner: pwd.struct_passwd | None = None

    def hand_over(self, path: Path) -> None:
        """Give a file or folder to this identity where it needs that."""
        if self.owner is not None:
            os.chown(path, self.owner.pw_uid, self.owner.pw_gid)

    def must_reach(self, folder: Path, program: Path) -> None:
        """Raise in plain words when this identity cannot enter the folder or run the program."""
        if self.owner is None:
            return
        test = ("/bin/sh", "-c", 'cd "$1" && test -x "$2"', "sh", str(folder), str(program))
        if _succeeds(self.options, *test):
            return
        raise LocalServerError(
            f"PostgreSQL does not run as root, and the user {self.owner.pw_name} cannot reach {folder} or {program}. "
            "Run Doorstroom as an ordinary user, or keep both outside folders that only root may enter."
        )


AS_MYSELF = Identity()


def without_privileges() -> Identity:
    """Myself when I am an ordinary user; as root, root without its powers, or else a system user."""
    if os.geteuid() != 0:
        return AS_MYSELF
    user = _ordinary_user()
    mapped = Identity(("--map-uid", str(user.pw_uid)))
    return mapped if _user_namespaces_work(mapped.options) else switched(user)


def switched(user: pwd.struct_passwd) -> Identity:
    """Really be this user: for root on a system that allows no user namespaces."""
    return Identity(("--switch-uid", str(user.pw_uid), "--switch-gid", str(user.pw_gid)), owner=user)


def _ordinary_user() -> pwd.struct_passwd:
    # PostgreSQL wants the number it runs under to have a name on this system.
    known = {user.pw_name: user for user in pwd.getpwall() if user.pw_uid != 0}
    named = [known[name] for name in PREFERRED_USERS if name in known]
    for user in (*named, *known.values()):
        return user
    raise LocalServerError("This system has no user but root, and PostgreSQL does not run as root. Add a user.")


@cache
def _user_namespaces_work(options: tuple[str, ...]) -> bool:
    return _succeeds(options, sys.executable, "-I", "-S", "-c", "")


def _succeeds(options: tuple[str, ...], *command: str) -> bool:
    keeper = (sys.executable, "-I", "-S", str(KEEPER), *options, "--", *command)
    with subprocess.Popen(  # noqa: S603 - our own program
        keeper, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/"
    ) as running:
        return running.wait() == 0
