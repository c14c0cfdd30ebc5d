"""From the bytes of a spreadsheet to checked rows, or to a sentence for everything that is wrong with it."""
