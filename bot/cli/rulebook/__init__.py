"""`rulebook …`: what a legal bureau does with the rule base away from its files."""

import typer

from bot.cli.rulebook import diff, export, review, sign

app = typer.Typer(name="rulebook", help="Buku aturan: cetak, bandingkan, sahkan.", no_args_is_help=True)
app.command()(diff.diff)
app.command()(export.export)
app.command()(review.review)
app.command()(sign.sign)
app.command()(sign.unsign)
