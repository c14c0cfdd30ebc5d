"""Benchmarks: what was promised in figures, measured on the machine at hand. One module for each."""
