"""Why: a problem that can be repaired offers its repairs, tried out before they are offered."""
