"""What can go wrong between a reader and the collection.

MinutedError                      corpus/errors.py
└── ServiceError
    ├── SettingsInvalid           a setting that is unknown or cannot have the value given
    ├── QuestionInvalid           a question that is empty or too long
    ├── ChatInvalid               a chat that cannot be answered as it was asked for
    ├── ModelUnknown              a model that is not there
    ├── RequestInvalid            a request that cannot be served as it was sent
    │   ├── PageMissing           nothing is kept at this address
    │   ├── MethodRefused         the address exists but not for this method
    │   ├── BodyTooLarge          more was sent than a question can need
    │   ├── HostRefused           the request names a host that is not ours
    │   └── CrossSiteRefused      another site's page sent a request that changes or asks something
    ├── TooBusy                   as many questions as may be are being answered already
    ├── PortInUse                 the address to listen on is taken
    ├── WorkerFailed              a process that was to answer questions could not start
    └── NotAnAnswer               a file to be checked that holds no answer

A message is one or two plain sentences: what happened, with the value; what was expected; what to do.
"""

from corpus.errors import MinutedError


class ServiceError(MinutedError):
    """Something between a reader and the collection went wrong."""


class SettingsInvalid(ServiceError):
    """A setting is unknown or cannot have the value given."""


class QuestionInvalid(ServiceError):
    """The question is empty or too long."""


class ChatInvalid(ServiceError):
    """A chat cannot be answered as it was asked for. param: the part of the request."""

    def __init__(self, message: str, param: str) -> None:
        """Say what is wrong with a part."""
        super().__init__(message)
        self.param = param


class ModelUnknown(ServiceError):
    """The model that a chat names is not there."""


class RequestInvalid(ServiceError):
    """The request cannot be served as it was sent."""


class PageMissing(RequestInvalid):
    """Nothing is kept at this address."""


class MethodRefused(RequestInvalid):
    """The address exists but not for this method."""


class BodyTooLarge(RequestInvalid):
    """The body of the request is larger than a question can need."""


class HostRefused(RequestInvalid):
    """The Host header names a host that this service does not answer for."""


class CrossSiteRefused(RequestInvalid):
    """A page of another site sent a request with an unsafe method."""


class TooBusy(ServiceError):
    """As many questions as may be are being answered already."""


class WorkerFailed(ServiceError):
    """A process that was to answer questions could not start."""


class PortInUse(ServiceError):
    """The host and port to listen on are taken or may not be used."""


class NotAnAnswer(ServiceError):
    """The file to be checked holds nothing that can be held against the record."""
