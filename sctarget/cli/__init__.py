"""Commands: options, then the road, then the exit code; the only part that touches streams and the clock."""
