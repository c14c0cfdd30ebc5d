"""What the commands share: their table, faults, parsing, settings, and the opened rule base or office."""
