"""Immutable values that every other part speaks of; imports nothing of ours."""
