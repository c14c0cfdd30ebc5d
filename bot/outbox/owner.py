"""Who holds a claim: a name that says which process it was, so that a later one can tell whether it lives.

Reads the machine's list of processes and nothing else.
"""

from __future__ import annotations

import os
import secrets
import socket
from pathlib import Path


def new_owner() -> str:
    """The name of this run of this process: host, process id, and when the process began."""
    return f"{socket.gethostname()}/{os.getpid()}/{_began(os.getpid())}/{secrets.token_hex(4)}"


def is_dead(owner: str, me: str) -> bool:
    """Whether the process behind another owner has certainly ended.

    Of a process on another machine nothing is certain; its claims wait for their lease.
    """
    host, pid, began, _ = owner.split("/")
    if owner == me or host != socket.gethostname():
        return False
    if pid == str(os.getpid()):
        return True  # An earlier process with the same id, or an earlier bot in this process.
    return _began(int(pid)) != began


def _began(pid: int) -> str:
    """When a process started, in the kernel's own count; empty for none, "?" where there is no such list."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "" if not _lives(pid) else "?"
    # The name in brackets may hold spaces; behind it the first field is the state, the 20th the start time.
    fields = stat.rpartition(")")[2].split()
    # A zombie: it has ended, but stays on the list until its parent has collected its status.
    return "" if fields[0] in "ZX" else fields[19]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
