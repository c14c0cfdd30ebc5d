"""Answering: from a question to a verdict with its basis, remembered under a short number without names."""
