"""Values to bytes or text; nothing is computed here."""
