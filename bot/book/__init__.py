"""The rule book for people who never open YAML: a static site, the same on paper, and a sheet to fill in.

The rule base is first turned into what a page shows (`model`, made by `assemble`), then written by `site` or
by `pdf`; the sheet shows all that a signature covers, and `review` says what came back. Pure, deterministic
and without a clock: the only day in it is that of the release.
"""
