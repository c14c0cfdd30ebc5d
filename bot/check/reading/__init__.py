"""How questions come down: phrasings, inline tests, and the proof by composition."""
