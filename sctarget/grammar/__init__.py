"""One grammar for figures as people write them; its callers are thin doors (docs/grammar.md)."""
