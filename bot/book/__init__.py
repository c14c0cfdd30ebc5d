"""The rule book for people who never open YAML: a static site, and the same content on paper.

The rule base is first turned into what a page shows (`model`, made by `assemble`), then written by `site` or
by `pdf`. Pure, deterministic and without a clock: the only day in it is that of the release.
"""
