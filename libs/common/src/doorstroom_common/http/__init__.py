"""HTTP as every service offers it: verified callers, strict input, problem details, one form of everything."""

from doorstroom_common.http.answers import accepted, answer, created, no_content
from doorstroom_common.http.app import HttpApp, create_http_app
from doorstroom_common.http.auth import TrustedIssuer, Verifier
from doorstroom_common.http.deprecation import Deprecated
from doorstroom_common.http.dispatch import Dispatcher
from doorstroom_common.http.etag import IfMatch, RequiredIfMatch, etag
from doorstroom_common.http.headers import Limits, more_time
from doorstroom_common.http.idempotency import IdempotencyKey, IdempotentRequest, replay
from doorstroom_common.http.issuer import LocalIssuer
from doorstroom_common.http.models import AnswerModel, QueryModel, RequestModel, example
from doorstroom_common.http.paging import Cursor, PageOf, PageQuery, page
from doorstroom_common.http.principal import Principal
from doorstroom_common.http.problems import problems
from doorstroom_common.http.require import check_again, require
from doorstroom_common.http.routing import Router, provided

__all__ = [
    "AnswerModel",
    "Cursor",
    "Deprecated",
    "Dispatcher",
    "HttpApp",
    "IdempotencyKey",
    "IdempotentRequest",
    "IfMatch",
    "Limits",
    "LocalIssuer",
    "PageOf",
    "PageQuery",
    "Principal",
    "QueryModel",
    "RequestModel",
    "RequiredIfMatch",
    "Router",
    "TrustedIssuer",
    "Verifier",
    "accepted",
    "answer",
    "check_again",
    "create_http_app",
    "created",
    "etag",
    "example",
    "more_time",
    "no_content",
    "page",
    "problems",
    "provided",
    "replay",
    "require",
]
