"""How each host gets the functions."""
