"""What the tests need around them for real: PostgreSQL, Redis, a browser, a running product."""
