"""Examinations: a blueprint, a draw from the exam bank, papers, keys, and the same form for an LMS."""
