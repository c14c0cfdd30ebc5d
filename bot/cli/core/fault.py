"""What a command says when its input cannot be used: one Indonesian sentence per fault, never a traceback."""

from __future__ import annotations

import typer

_HELP = "Lihat cara pakainya: tambahkan --help."
DONE, FOUND_WRONG, BAD_INPUT = 0, 1, 2


class InputError(Exception):
    """The input cannot be used; the text says why and how to mend it. Nothing has been written."""


def usage(error: typer.TyperException) -> str:
    """The sentence for a command line that does not parse, which typer would word in English."""
    option = getattr(error, "option_name", None)
    match type(error).__name__:
        case "NoSuchOption":
            near = ", ".join(getattr(error, "possibilities", None) or ())
            hint = f" Mungkin maksud Anda {near}." if near else ""
            return f"Pilihan {option} tidak dikenal.{hint} {_HELP}"
        case "BadOptionUsage":
            return f"Pilihan {option} memerlukan nilai, atau diberi nilai yang tidak ia minta. {_HELP}"
        case "MissingParameter":
            parameter = getattr(error, "param", None)
            name = getattr(parameter, "metavar", None) or "Sebuah isian"
            return f"{name} belum diisi. {_HELP}"
        case "NoArgsIsHelpError":
            return error.format_message()
        case _:
            return f"Perintah tidak terbaca ({error.format_message()}) Daftar perintah: netral --help."
