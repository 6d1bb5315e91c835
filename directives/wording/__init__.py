"""The sentence of each code that the domain and the services give."""
