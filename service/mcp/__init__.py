"""The minutes as tools of the Model Context Protocol: an open collection in, a server for assistants out."""
