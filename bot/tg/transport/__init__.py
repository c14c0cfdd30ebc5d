"""Updates on their way in: polled or pushed, committed, put in order; and the HTTP client under it."""
