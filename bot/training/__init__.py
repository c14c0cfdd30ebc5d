"""Training of the learned reader: from rule base and training lines to the files of `knowledge/pembaca/`.

Runs only under `make model`, with libraries that the bot itself does not need. Deterministic: the same
lines, base weights and libraries give the same reader.
"""
