"""Sabotage: whatever is broken on purpose here must be noticed by a test. `python -m tests.mutants`."""
