"""Acts of authority: their log, and those that wait for a second person."""
