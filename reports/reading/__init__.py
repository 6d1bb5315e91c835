"""What the grids of a report say: figures by unit and indicator, and every doubt about them."""
