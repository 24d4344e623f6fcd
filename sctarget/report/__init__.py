"""Evaluations turned into neutral tables and sentences; nothing is computed after this."""
