"""When an office collects a period, what its units send, who still owes and is reminded."""
