"""How units are spelt, matched, searched and sorted, whatever an office types."""
