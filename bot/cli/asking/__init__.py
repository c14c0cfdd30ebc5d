"""Questions answered at a terminal, one by one or by the file, in a shape that is checked from outside."""
