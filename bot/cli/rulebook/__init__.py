"""`rulebook …`: what a legal bureau does with the rule base away from its files."""

import typer

from bot.cli.rulebook import diff, export

app = typer.Typer(name="rulebook", help="Buku aturan: cetak, bandingkan, sahkan.", no_args_is_help=True)
app.command()(diff.diff)
app.command()(export.export)
