"""The document that suppliers read, held to the design rules."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema
import pytest

from doorstroom_common.http import AnswerModel, HttpApp, RequestModel, Router
from doorstroom_common.http.fields import Term
from doorstroom_common.settings import ContactSettings
from doorstroom_common.testing.shown import shown

LOWER_CAMEL = re.compile(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*")
KEBAB = re.compile(r"(/([a-z0-9-]+|\{[a-zA-Z]+\}))+")


@pytest.fixture
def document(app: HttpApp) -> dict[str, Any]:
    return app.openapi()


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


async def test_it_stands_at_the_base_path_for_everybody_from_anywhere(client: httpx.AsyncClient, app: HttpApp) -> None:
    answer = await client.get("/thing/v1/openapi.json")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.json() == app.openapi()


def test_it_says_whom_to_ask_and_which_version_this_is(build: Any) -> None:
    contact = ContactSettings(name="Regio", email="api@regio.example", url="https://regio.example")
    info = build(contact=contact, description="Things of a region.").openapi()["info"]
    assert info["contact"] == {"name": "Regio", "email": "api@regio.example", "url": "https://regio.example"}
    assert (info["version"], info["title"]) == ("1.4.2", "Things")


def test_the_major_version_is_in_the_server_and_paths_are_relative_to_it(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": "/thing/v1"}]
    assert set(document["paths"]) == {
        "/things", "/things/{thingId}", "/callers/self", "/recruiters/self", "/failures"
    }  # fmt: skip


def test_paths_are_kebab_case_and_query_keys_camel_case(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        assert KEBAB.fullmatch(path)
        for parameter in operation.get("parameters", []):
            assert parameter["in"] == "header" or LOWER_CAMEL.fullmatch(parameter["name"])


def test_every_operation_has_a_name_of_its_own_and_says_what_it_can_answer(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))
    for _, _, operation in operations(document):
        assert operation["summary"]
        assert {"400", "406", "500", "503"} <= set(operation["responses"])
        for status, answer in operation["responses"].items():
            if int(status) < 400:
                assert "API-Version" in answer["headers"]
            else:
                assert answer == {"$ref": f"#/components/responses/Problem{status}"}
                content = document["components"]["responses"][f"Problem{status}"]["content"]
                assert list(content) == ["application/problem+json"]


def test_answers_are_documented_where_they_can_occur(document: dict[str, Any]) -> None:
    def statuses(path: str, method: str) -> set[str]:
        return set(document["paths"][path][method]["responses"])

    standard = {"400", "401", "403", "406", "500", "503"}
    assert statuses("/things", "post") == standard | {"201", "409", "413", "415", "422"}
    assert statuses("/things", "get") == standard | {"200"}
    assert statuses("/things/{thingId}", "patch") == standard | {"200", "404", "412", "413", "415"}
    assert statuses("/failures", "post") == {"204", "400", "406", "413", "415", "500", "503"}


def test_scopes_stand_with_each_operation(document: dict[str, Any]) -> None:
    assert document["paths"]["/things"]["post"]["security"] == [{"bearer": ["things:write"]}]
    assert document["paths"]["/failures"]["post"]["security"] == []
    assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"


def test_dates_keep_their_format_at_the_property(document: dict[str, Any]) -> None:
    properties = document["components"]["schemas"]["ThingAnswer"]["properties"]
    assert properties["closingDate"] == {"type": ["string", "null"], "format": "date"}
    assert properties["opensAt"]["format"] == "date-time"
    assert properties["title"] == {"type": "string"}


def test_schemas_are_pascal_case_and_no_framework_shows(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert all(re.fullmatch(r"([A-Z][a-z0-9]*)+", name) for name in schemas)
    assert "HTTPValidationError" not in schemas
    assert {"status", "title", "detail"} <= set(schemas["Problem"]["properties"])


def test_headers_of_an_answer_are_documented(document: dict[str, Any]) -> None:
    assert {"Location", "ETag"} <= set(document["paths"]["/things"]["post"]["responses"]["201"]["headers"])
    assert "Link" in document["paths"]["/things"]["get"]["responses"]["200"]["headers"]
    [key] = [one for one in document["paths"]["/things"]["post"]["parameters"] if one["in"] == "header"]
    assert (key["name"], key["required"]) == ("Idempotency-Key", False)


def test_a_parameter_may_be_absent_but_is_never_null(document: dict[str, Any]) -> None:
    for _, _, operation in operations(document):
        for parameter in operation.get("parameters", []):
            assert "null" not in str(parameter["schema"].get("type", parameter["schema"]))
            assert "anyOf" not in parameter["schema"]


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    def references(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                yield node["$ref"]
            for value in node.values():
                yield from references(value)
        elif isinstance(node, list):
            for value in node:
                yield from references(value)

    for reference in references(document):
        node = document
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]


async def test_a_problem_is_what_the_document_says_it_is(
    client: httpx.AsyncClient, callers: Any, document: dict[str, Any]
) -> None:
    schemas = document["components"]["schemas"]
    schema = {**schemas["Problem"], "components": {"schemas": schemas}}
    for request in (
        client.post("/thing/v1/things", json={"title": 3}, headers=callers.system()),
        client.post("/thing/v1/things", content=b"{", headers=callers.system() | {"content-type": "application/json"}),
        client.get("/thing/v1/things"),
        client.get("/thing/v1/nothing"),
        client.put("/thing/v1/things"),
    ):
        jsonschema.validate((await request).json(), schema)


def test_what_goes_in_and_comes_out_in_one_form_has_one_schema(build: Any) -> None:
    class Skill(AnswerModel):
        term: Term

    class OpenSkill(RequestModel):
        term: Term

    router = Router()

    @router.post("/skills", response_model=Skill, status_code=201)
    async def open_skill(body: OpenSkill) -> None:
        return None

    schemas = build(routers=[router]).openapi()["components"]["schemas"]
    assert set(schemas) == {"Skill", "OpenSkill", "Term", "Problem", "Fault"}


def test_two_routes_of_one_name_are_refused_at_start(build: Any) -> None:
    router = Router()

    class Nothing(AnswerModel):
        pass

    for path in ("/a", "/b"):

        @router.get(path, response_model=Nothing)
        async def read_it() -> Nothing:
            return Nothing()

    with pytest.raises(ValueError, match="readIt"):
        build(routers=[router])


def test_a_body_without_an_example_is_found_and_one_with_it_is_shown(document: dict[str, Any]) -> None:
    with pytest.raises(LookupError, match="openThing"):
        shown(document)
    schemas = document["components"]["schemas"]
    schemas["OpenThing"]["examples"] = [{"title": "x"}]
    one = shown(document)["openThing"]
    assert (one.method, one.path, one.body, one.successes) == (
        "POST",
        "/thing/v1/things",
        {"title": "x"},
        frozenset({201}),
    )
