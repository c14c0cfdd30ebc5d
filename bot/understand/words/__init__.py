"""The words of a message: tokens, lexicon findings, facts, and what they say about which rule is meant."""
