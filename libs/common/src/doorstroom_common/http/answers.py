"""Answers as bytes, made once: what is sent is what an idempotency key keeps."""

from starlette.responses import Response

from doorstroom_common.http.etag import etag
from doorstroom_common.http.models import AnswerModel


def answer(model: AnswerModel, *, version: int | None = None, status: int = 200) -> Response:
    """The model as JSON, with its version as ETag where it has one."""
    headers = {} if version is None else {"etag": etag(version)}
    return Response(model.to_json(), status, headers, "application/json")


def created(model: AnswerModel, *, location: str, version: int | None = None) -> Response:
    """201 with the address of what came to be. Build it before the commit, so that it can be stored with it."""
    response = answer(model, version=version, status=201)
    response.headers["location"] = location
    return response


def no_content(*, version: int | None = None) -> Response:
    """204, for an operation whose effect needs no words."""
    return Response(status_code=204, headers={} if version is None else {"etag": etag(version)})
