"""What can go wrong with a collection of minutes, its model and a search.

MinutedError                      corpus/errors.py
└── CollectionError               a collection cannot do what was asked of it
    ├── CollectionMissing         there is no collection in that folder
    ├── CollectionLocked          another process is writing to it
    ├── CollectionDamaged         its database cannot be read
    ├── CollectionTooNew          it was made by a later version of Minuted
    ├── CollectionTooOld          it was made by an earlier version and cannot be brought up to date where it is
    ├── DiskFull                  there was no room; nothing was half written
    ├── HomeUnwritable            its folder cannot be made or written to
    ├── TextOnDisk                removed text is still in a file, for somebody is reading or the disk is full
    ├── ModelMismatch             it was made by another embedding model
    ├── ModelUnavailable          the embedding model cannot be loaded, or gives vectors that cannot be used
    │   └── ModelUnexportable     it cannot be made quicker; caught, since it runs as it is
    ├── MinutesConflict           other minutes are already at that address
    ├── MinutesUnknown            no minutes, or no paragraph, have that id
    ├── QuestionEmpty             there is nothing to search for
    └── ScopeInvalid              the search is limited to something that cannot be

A message is one or two plain sentences: what happened, with the value; what was expected; what to do.
"""

from typing import Literal

from corpus.errors import MinutedError


class CollectionError(MinutedError):
    """A collection cannot do what was asked of it."""


class CollectionMissing(CollectionError):
    """There is no collection in the folder."""


class CollectionLocked(CollectionError):
    """Another process, or another thread, is writing to the collection."""


class CollectionDamaged(CollectionError):
    """The database of the collection cannot be read."""


class CollectionTooNew(CollectionError):
    """The collection was made by a later version of Minuted."""


class CollectionTooOld(CollectionError):
    """The collection was made by an earlier version of Minuted and cannot be brought up to date where it is."""


class DiskFull(CollectionError):
    """There was no room on the disk; nothing was half written."""


class HomeUnwritable(CollectionError):
    """The folder cannot be made or written to."""


class TextOnDisk(CollectionError):
    """Minutes are removed and found no more, but their text is still in a file: somebody reads, or the disk is full."""


class ModelMismatch(CollectionError):
    """The collection was made by another embedding model than the settings name."""


class ModelUnavailable(CollectionError):
    """The embedding model cannot be loaded, or gives vectors that cannot be used."""


class ModelUnexportable(ModelUnavailable):
    """The embedding model cannot be made a graph. The message is a reason, to stand in a sentence about the model."""


class MinutesConflict(CollectionError):
    """Other minutes are already at the same address."""


class MinutesUnknown(CollectionError):
    """No minutes, or no paragraph, have that id. identity: the id; what: whose it would be."""

    def __init__(self, message: str, identity: str, what: Literal["minutes", "paragraph"] = "minutes") -> None:
        """Say which id nothing has."""
        super().__init__(message)
        self.identity = identity
        self.what: Literal["minutes", "paragraph"] = what


class QuestionEmpty(CollectionError):
    """The question holds nothing to search for."""


class ScopeInvalid(CollectionError):
    """The search is limited to something that cannot be."""
