"""Reads that join several tables into what one page or print needs."""
