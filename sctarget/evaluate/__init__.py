"""Judging: arithmetic on immutable values; no file, no clock, no colour (docs/judging.md)."""
