"""The table of commands, and what becomes of their faults.

Results go to stdout, complaints in Indonesian to stderr. Exit codes: 0 done, 1 found wrong, 2 bad input.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import NoReturn

import typer

from bot.cli import backup, bench, broadcast, chat, check, doctor, ledger, pledge, role, roster, rulebook
from bot.cli.asking import ask
from bot.cli.core.fault import BAD_INPUT, DONE, InputError, usage

INTERRUPTED = 130

app = typer.Typer(
    name="netral",
    help="Netral: tanya jawab netralitas ASN, di Telegram dan di terminal.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
app.command()(chat.run)
app.command()(chat.chat)
app.command()(ask.ask)
app.command()(check.check)
app.command()(doctor.doctor)
app.command()(backup.backup)
app.add_typer(rulebook.app)
app.add_typer(roster.app)
app.add_typer(role.app)
app.add_typer(broadcast.app)
app.add_typer(pledge.app)
app.add_typer(ledger.app)
app.add_typer(bench.app)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs one command and exits with its code; `arguments` are those of the process unless given."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = app(arguments, prog_name="netral", standalone_mode=False)
    except InputError as error:
        _complain(str(error))
        code = BAD_INPUT
    except typer.TyperException as error:
        _complain(usage(error))
        code = BAD_INPUT
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has left; without stdout Python has nothing to flush and complain about.
        sys.stdout = None
        code = 0
    sys.exit(code or DONE)


def _complain(text: str) -> None:
    typer.echo(text, err=True)
