"""Hits in, cited answers out, over a command line, pages and an API."""
