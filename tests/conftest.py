"""What every test shares: property tests that draw the same examples each time, so that no run is lucky."""

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")
