"""Every route that needs no token is in this list, and every one that does is in that of `test_access.py`."""

import re
from pathlib import Path

import orjson
from jsonschema import Draft202012Validator

from services.vacancy.tests.http.test_access import ROUTES

DOCUMENT = orjson.loads((Path(__file__).parents[2] / "openapi.json").read_bytes())
FOR_EVERYBODY = {
    "/job-postings",
    "/job-postings/{vacancyId}",
    "/feeds/atom",
    "/feeds/rss",
    "/feeds/json-feed",
    "/feeds/closing-dates",
    "/sitemap",
    "/vacancy-pages",
    "/vacancy-pages/{vacancyId}",
}
FORMS_FOR_EVERYBODY = {"/import-templates/{kind}"}


def test_only_what_is_public_is_read_without_a_token() -> None:
    found = {
        (method, path)
        for path, operations in DOCUMENT["paths"].items()
        for method, operation in operations.items()
        if not operation["security"]
    }
    assert found == {("get", path) for path in FOR_EVERYBODY | FORMS_FOR_EVERYBODY}


def test_the_example_of_each_feed_fits_its_schema() -> None:
    feeds = [path for path in DOCUMENT["paths"] if "feeds" in path or path in FOR_EVERYBODY]
    assert len(feeds) == len(FOR_EVERYBODY) + 4
    for path in feeds:
        [content] = DOCUMENT["paths"][path]["get"]["responses"]["200"]["content"].values()
        Draft202012Validator(content["schema"]).validate(content["example"])


def test_every_other_route_is_tried_without_a_token_and_with_one_that_does_not_count() -> None:
    tried = {(method, re.sub(r"[0-9a-f-]{36}", "{id}", path.partition("?")[0])) for method, path in ROUTES}
    written = {(method, path.replace("delta-demo", "{id}")) for method, path in tried}
    documented = {
        (method.upper(), re.sub(r"\{\w+\}", "{id}", path))
        for path, operations in DOCUMENT["paths"].items()
        for method in operations
        if path not in FOR_EVERYBODY | FORMS_FOR_EVERYBODY
    }
    assert documented == written
