"""The knowledge files → a rule base: shapes, then references, every problem told with its file and line."""
