"""A small program that runs another one, hands it signals, and ends it when its owner is gone.

The owner holds the other end of standard input. Each byte it sends is a signal number for the program; end of file
means that the owner is gone, however it went, and the program is asked to stop, then killed. So nothing is left
running when a test run or `doorstroom up` is killed with -9. Started by path; uses the standard library alone.

As root, PostgreSQL refuses to start. `--map-uid` then runs the program in a user namespace of its own where root
carries that number and no privileges: folders keep their owner and may lie anywhere. `--switch-uid` really changes
the user, for systems that allow no such namespace.
"""

import argparse
import contextlib
import ctypes
import os
import select
import signal
import sys
import time
from pathlib import Path

CLONE_NEWUSER = 0x10000000


def main() -> int:
    """Run the program; answer with its exit code, 128 and more for a signal."""
    options = _options()
    wakeup, waker = os.pipe()
    os.set_blocking(waker, False)
    signal.set_wakeup_fd(waker)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
        signal.signal(ignored, signal.SIG_IGN)

    pid = os.fork()
    if pid == 0:
        _become(options)
    if options.pid_file:
        Path(options.pid_file).write_text(str(pid), encoding="ascii")
    sys.stdout.write(f"{pid}\n")
    sys.stdout.flush()
    code = _watch(pid, wakeup, options)
    if options.pid_file:
        Path(options.pid_file).unlink(missing_ok=True)
    return code


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stop-signal", type=int, default=signal.SIGTERM)
    parser.add_argument("--grace", type=float, default=10.0, help="seconds between the stop signal and SIGKILL")
    parser.add_argument("--pid-file")
    parser.add_argument("--map-uid", type=int)
    parser.add_argument("--switch-uid", type=int)
    parser.add_argument("--switch-gid", type=int)
    parser.add_argument("command", nargs="+")
    return parser.parse_args()


def _become(options: argparse.Namespace) -> None:
    """Turn this child into the program. Never returns."""
    try:
        for restored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE, signal.SIGCHLD):
            signal.signal(restored, signal.SIG_DFL)
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        if options.map_uid is not None:
            _enter_user_namespace(options.map_uid)
        elif options.switch_uid is not None:
            os.setgroups([])
            os.setgid(options.switch_gid)
            os.setuid(options.switch_uid)
        os.execv(options.command[0], options.command)  # noqa: S606 - running what the owner names is its purpose
    except OSError as error:
        sys.stderr.write(f"cannot run {options.command[0]}: {error}\n")
        sys.stderr.flush()
    os._exit(127)


def _enter_user_namespace(uid: int) -> None:
    outside_uid, outside_gid = os.geteuid(), os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "no user namespace")
    own = Path("/proc/self")
    (own / "setgroups").write_text("deny", encoding="ascii")
    (own / "uid_map").write_text(f"{uid} {outside_uid} 1", encoding="ascii")
    (own / "gid_map").write_text(f"{uid} {outside_gid} 1", encoding="ascii")


def _watch(pid: int, wakeup: int, options: argparse.Namespace) -> int:
    deadline: float | None = None
    killed = False
    sources = [0, wakeup]
    while True:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) % 256
        if deadline is not None and not killed and time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            killed = True
        ready, _, _ = select.select(sources, [], [], None if deadline is None else 0.2)
        if wakeup in ready:
            os.read(wakeup, 4096)
        if 0 in ready and deadline is None:
            orders = os.read(0, 4096)
            for order in orders:
                os.kill(pid, order)
            if not orders:
                sources = [wakeup]
                deadline = time.monotonic() + options.grace
                os.kill(pid, options.stop_signal)
                _thaw(pid)


def _thaw(pid: int) -> None:
    """Wake what its owner had frozen, or it would never see the order to stop."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    with contextlib.suppress(OSError):
        for child in children.read_text(encoding="ascii").split():
            os.kill(int(child), signal.SIGCONT)
    os.kill(pid, signal.SIGCONT)


if __name__ == "__main__":
    sys.exit(main())
