"""What can go wrong between a reader and the collection.

MinutedError                      corpus/errors.py
└── ServiceError
    ├── SettingsInvalid           a setting that is unknown or cannot have the value given
    ├── ArgumentEmpty             a path or an id of a command with nothing in it
    ├── QuestionInvalid           a question that is empty or too long
    ├── ModeUnavailable           an answer that is to be written where no language model is set up
    ├── ChatInvalid               a chat that cannot be answered as it was asked for
    ├── ModelUnknown              a model that is not there
    ├── RequestInvalid            a request that cannot be served as it was sent
    │   ├── PageMissing           nothing is kept at this address
    │   ├── MethodRefused         the address exists but not for this method
    │   ├── BodyTooLarge          more was sent than a question can need
    │   ├── HostRefused           the request names a host that is not ours
    │   └── CrossSiteRefused      another site's page sent a request that changes or asks something
    ├── TooBusy                   as many questions as may be are being answered already
    ├── PromptUnusable            words for a language model that are missing, changed, or cannot be put together
    ├── ModelFailed               a language model gave no answer, or not the whole of one
    │   └── ModelRefused          it did not begin to answer, and may if it is asked again
    ├── PortInUse                 the address to listen on is taken
    ├── WorkerFailed              a process that was to answer questions could not start
    └── NotAnAnswer               a file to be checked, or a form, that holds no answer

A message is one or two plain sentences: what happened, with the value; what was expected; what to do.
"""

from typing import Literal

from corpus.errors import MinutedError

# Why a language model gave no whole answer. resting: it failed before and is left alone for a while.
Failure = Literal["refused", "slow", "cut", "overloaded", "garbled", "too_long", "resting"]


class ServiceError(MinutedError):
    """Something between a reader and the collection went wrong."""


class SettingsInvalid(ServiceError):
    """A setting is unknown or cannot have the value given."""


class ArgumentEmpty(ServiceError):
    """A command was given a path or an id with nothing in it."""


class QuestionInvalid(ServiceError):
    """The question is empty or too long."""


class ModeUnavailable(ServiceError):
    """An answer is to be written, and no language model is set up."""


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


class PromptUnusable(ServiceError):
    """A released prompt is missing, is not as it was released, or cannot be rendered (PromptError of `prompts`)."""


class ModelFailed(ServiceError):
    """A language model gave no answer, or not the whole of one. Its text is a sentence for the reader.

    reason: which failure it was. detail: what happened, for the log of whoever runs the service; it holds no key and
    nothing that was asked or answered. is_unwell: whether it speaks against the endpoint; a model that wrote too much,
    or that was not asked, is well.
    """

    def __init__(self, message: str, reason: Failure, *, detail: str, is_unwell: bool = True) -> None:
        """Say why there is no whole answer."""
        super().__init__(message)
        self.reason: Failure = reason
        self.detail = detail
        self.is_unwell = is_unwell


class ModelRefused(ModelFailed):
    """A language model did not begin to answer, and may if it is asked again. retry_after: when, as it says itself."""

    def __init__(self, message: str, reason: Failure, *, detail: str, retry_after: str | None = None) -> None:
        """Say why there is no answer yet."""
        super().__init__(message, reason, detail=detail)
        self.retry_after = retry_after


class WorkerFailed(ServiceError):
    """A process that was to answer questions could not start."""


class PortInUse(ServiceError):
    """The host and port to listen on are taken or may not be used."""


class NotAnAnswer(ServiceError):
    """The file to be checked, or the form that was sent, holds nothing that can be held against the record."""
