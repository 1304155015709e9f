"""Every error Minuted raises on purpose, and what is wrong in the corpus.

MinutedError                      anything expected to go wrong; the command line prints it and exits 1
├── CorpusError                   the source cannot become minutes
│   ├── SourceMissing             no such file, or a folder that holds no minutes
│   ├── SourceUnreadable          empty, binary, too large, or in no known format
│   ├── NoMinutes                 readable, but not minutes (an error page, a truncated page, no text)
│   └── MetadataInvalid           a flag or side-car gives an unknown key or a value that cannot be used
├── CollectionError               index/errors.py
└── ServiceError                  service/errors.py

A message is one or two plain sentences: what happened, with the value; what was expected; what to do.
"""


class MinutedError(Exception):
    """Anything that is expected to go wrong; its text is written for the person who can mend it."""


class CorpusError(MinutedError):
    """The source cannot become minutes."""


class SourceMissing(CorpusError):
    """There is no such file, or the folder holds no minutes."""


class SourceUnreadable(CorpusError):
    """The bytes are empty, binary, too many, or in no known format."""


class NoMinutes(CorpusError):
    """The source can be read but is not minutes."""


class MetadataInvalid(CorpusError):
    """A flag or a side-car file gives a key or a value that cannot be used."""
