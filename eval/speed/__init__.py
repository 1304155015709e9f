"""A question set in, how quickly Minuted reads, adds and answers out: a module for each part, listed in parts.py."""
