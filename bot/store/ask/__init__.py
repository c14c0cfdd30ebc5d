"""Answers by their number, rules out of service, questions that found no answer."""
