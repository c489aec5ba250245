"""Measurements of the library, each run with `python -m benchmarks.NAME`."""
