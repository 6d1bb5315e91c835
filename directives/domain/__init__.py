"""What was ordered and whether it was met, as pure logic."""
