"""The only reader of files: bytes become grids of cells, within limits."""
