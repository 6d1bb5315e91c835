"""Pure logic of reporting: periods, figures, ranks and roll-ups, free of framework and clock."""
