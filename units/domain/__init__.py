"""Pure logic about units: no framework, no database, no clock."""
