"""Answers as bytes, made once: what is sent is what an idempotency key keeps."""

from starlette.responses import Response

from doorstroom_common.http.etag import etag
from doorstroom_common.http.models import AnswerModel


def answer(model: AnswerModel, *, version: int | None = None, status: int = 200) -> Response:
    """The model as JSON, with its version as ETag where it has one."""
    return Response(model.to_json(), status, _versioned(version), "application/json")


def created(model: AnswerModel, *, location: str, version: int | None = None) -> Response:
    """201 with the address of what came to be. Build it before the commit, so that it can be stored with it."""
    return Response(model.to_json(), 201, _versioned(version) | {"location": location}, "application/json")


def accepted(model: AnswerModel, *, location: str) -> Response:
    """202 with the address where one can see how it goes."""
    return Response(model.to_json(), 202, {"location": location}, "application/json")


def no_content(*, version: int | None = None) -> Response:
    """204, for an operation whose effect needs no words."""
    return Response(status_code=204, headers=_versioned(version))


def _versioned(version: int | None) -> dict[str, str]:
    return {} if version is None else {"etag": etag(version)}
