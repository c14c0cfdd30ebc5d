"""The book on A4: laid out first, so that the table of contents knows its pages, then drawn.

Importing it loads fpdf2: import late.
"""

from bot.book.pdf.volume import volume

__all__ = ["volume"]
