"""The sentences of a letter on what goes well and what is low, each tied to its figures."""
