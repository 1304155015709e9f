"""Published minutes in, `Minutes` of numbered, typed and addressed paragraphs out. See `corpus/read.py`."""
