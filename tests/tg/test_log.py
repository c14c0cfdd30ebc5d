"""The token never reaches the log."""

import logging
import sys

from bot.tg.transport.logging_filter import Masking, silence_addresses

TOKEN = "123456:AbC-rahasia_sekali"


def line(message: str, *args: object, error: Exception | None = None) -> str:
    trace = None
    if error is not None:
        try:
            raise error
        except type(error):
            trace = sys.exc_info()
    record = logging.LogRecord("httpx", logging.INFO, "x.py", 1, message, args, trace)
    return Masking(TOKEN).format(record)


def test_an_address_in_the_message_is_masked():
    assert "rahasia" not in line("POST https://api.telegram.org/bot%s/getMe", TOKEN)


def test_an_address_in_a_traceback_is_masked():
    text = line("gagal", error=ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe"))
    assert "ValueError" in text
    assert "rahasia" not in text


def test_the_http_libraries_do_not_log_each_request():
    silence_addresses()
    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
    assert not logging.getLogger("httpcore").isEnabledFor(logging.INFO)
