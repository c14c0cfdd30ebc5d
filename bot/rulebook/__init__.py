"""The engine: what one rule says, given facts, on a day. Pure and synchronous, without clock or settings."""
