"""The reading process: one file on standard input, its outcome on standard output, limits on both.

It knows nothing of the bot. Only `subprocess_reader` starts it, as `python -m bot.people.roster.worker`.
"""

from __future__ import annotations

import json
import sys
import traceback
from datetime import date

from bot.people.roster import codec
from bot.people.roster.errors import RosterError


def main() -> None:
    """Answers the request: a line of JSON, then the file's bytes."""
    request = json.loads(sys.stdin.buffer.readline())
    _limit(request["memory"], request["seconds"])
    # Only now, so that what the libraries take is counted too.
    from bot.people.roster.reader.read import read

    try:
        answer = read(sys.stdin.buffer.read(), request["name"], date.fromisoformat(request["today"]))
    except RosterError as error:
        sys.stdout.buffer.writelines(codec.encode(error))
    except Exception as error:  # noqa: BLE001 - its text may quote the list, so only its kind is told
        traceback.print_tb(error.__traceback__)
        sys.exit(type(error).__name__)
    else:
        sys.stdout.buffer.writelines(codec.encode(answer))


def _limit(memory: int, seconds: int) -> None:
    """Also ends a process whose parent was killed and can no longer end it, and lets the bot go first."""
    if sys.platform != "win32":
        import os
        import resource

        os.nice(10)

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
