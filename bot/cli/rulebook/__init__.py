"""`rulebook …`: what a legal bureau does with the rule base away from its files."""

import typer

app = typer.Typer(name="rulebook", help="Buku aturan: cetak, bandingkan, sahkan.", no_args_is_help=True)
