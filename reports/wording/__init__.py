"""Sentences for what domain and services give as codes, by subject."""
