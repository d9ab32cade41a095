"""What can become of a call to a model. The kinds are ours and stable: tables, exports and the command line name them."""

from __future__ import annotations

from enum import StrEnum


class FailureKind(StrEnum):
    """Why a call gave no answer."""

    AUTH = "auth"  # the key is missing, wrong or has no right to this
    NOT_FOUND = "not_found"  # no such model, or no such address on the server
    RATE_LIMITED = "rate_limited"
    TIMEOUT = "timeout"
    REFUSED_CONNECTION = "refused_connection"  # nobody answers: refused, name not found, TLS, cut off
    SERVER = "server"  # the server says that it failed, or that the request is bad
    BAD_JSON = "bad_json"  # what the server sent is no response of this protocol
    INVALID_ANSWER = "invalid_answer"  # a reply, but no answer that is valid for the task
    REFUSAL = "refusal"  # the model declined
    EMPTY = "empty"  # a response without a reply
    CONTEXT_LENGTH = "context_length"  # the prompt is longer than the model takes
    BUDGET = "budget"  # not sent: it could have cost more than is left
    LOCAL_ONLY = "local_only"  # not sent: the project allows no host but this machine and those on its list
    INTERRUPTED = "interrupted"  # the program ended while it was under way
    CANCELLED = "cancelled"


#: failures that may be over in a moment: these are tried again, and these open the circuit breaker
TRANSIENT = frozenset(
    {
        FailureKind.RATE_LIMITED,
        FailureKind.TIMEOUT,
        FailureKind.REFUSED_CONNECTION,
        FailureKind.SERVER,
        FailureKind.BAD_JSON,
        FailureKind.EMPTY,
    }
)
#: failures that every further call to the same connection would meet as well
CONNECTION_WIDE = frozenset({FailureKind.AUTH, FailureKind.NOT_FOUND, FailureKind.LOCAL_ONLY, FailureKind.BUDGET})
#: failures of calls that were never sent
UNSENT = frozenset({FailureKind.BUDGET, FailureKind.LOCAL_ONLY})
