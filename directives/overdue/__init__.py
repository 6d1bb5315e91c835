"""Register of late files behind the apology clause: which count, whose they are, what is due."""
