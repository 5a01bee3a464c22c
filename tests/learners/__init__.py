"""Learners who do not exist, so that the report's figures can be held against what is true of them."""
