"""Writes a module per service from its `openapi.json`: a type for each schema, a method for each operation.

python clients/python/generate.py          writes
python clients/python/generate.py --check  ends with 1 when what is committed is not what would be written
"""

import json
import keyword
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import dedent, fill, indent
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(__file__).resolve().parent / "src" / "doorstroom_client"
SERVICES = ("vacancy", "candidate", "matching", "notification")
METHODS = ("get", "post", "put", "patch", "delete")
PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
PAGING = {"cursor", "limit"}
BUILTIN = re.compile(r'("(?:#/components/schemas/)?Warning)"')
"""A schema that is called like something of Python's own."""
WIDTH = 100
KEYED, CONDITIONAL = "Idempotency-Key", "If-Match"
HEAD = '''"""The {service} service, written from its openapi.json (`generate.py`); change nothing here."""

from collections.abc import Iterator
from typing import Any, Literal, NotRequired, TypeAlias, TypedDict, cast

from doorstroom_client.calling import Caller, quoted

'''

Json = Mapping[str, Any]


def module(service: str, document: Json) -> str:
    """The whole text of one service's module, not yet in shape."""
    document = json.loads(BUILTIN.sub(r'\1Told"', json.dumps(document)))
    schemas: Json = document["components"]["schemas"]
    parts = [HEAD.format(service=service)]
    parts += [type_text(name, schema) for name, schema in schemas.items()]
    parts.append(f"class {service.title()}Service:\n" + indent(docstring(document["info"]["description"]), "    "))
    parts.append(indent("def __init__(self, caller: Caller) -> None:\n    self._caller = caller\n", "    "))
    base = document["servers"][0]["url"]
    for path, operations in document["paths"].items():
        for method in METHODS:
            if method in operations:
                parts.append(indent(operation_text(method, base + path, operations[method], schemas), "    "))
    return "\n".join(parts)


def type_text(name: str, schema: Json) -> str:
    """A TypedDict for an object, else a name for whatever it is; quoted names allow any order."""
    if schema.get("type") != "object" or "properties" not in schema:
        return f"{name}: TypeAlias = {type_of(schema)}\n"
    required = set(schema.get("required", ()))
    fields = {key: type_of(each) for key, each in schema["properties"].items()}
    fields = {key: each if key in required else f"NotRequired[{each}]" for key, each in fields.items()}
    if any(not key.isidentifier() or keyword.iskeyword(key) for key in fields):
        listed = ", ".join(f'"{key}": {each}' for key, each in fields.items())
        return f'{name} = TypedDict("{name}", {{{listed}}})\n'
    told = docstring(schema.get("description"))
    body = "".join(f"    {key}: {each}\n" for key, each in fields.items()) or ("" if told else "    pass\n")
    return f"class {name}(TypedDict):\n{indent(told, '    ')}{body}\n"


def type_of(schema: Json) -> str:
    """The type in Python's words; `Any` where the document says nothing."""
    if "$ref" in schema:
        return f'"{schema["$ref"].rpartition("/")[2]}"'
    if "const" in schema:
        return f"Literal[{schema['const']!r}]"
    if "enum" in schema:
        named = f"Literal[{', '.join(repr(each) for each in schema['enum'] if each is not None)}]"
        return union(iter((named, "None"))) if None in schema["enum"] else named
    for many in ("anyOf", "oneOf"):
        if many in schema:
            return union(type_of(each) for each in schema[many])
    kinds = schema.get("type")
    if isinstance(kinds, list):
        return union(type_of({**schema, "type": kind}) for kind in kinds)
    if kinds == "array":
        return f"list[{type_of(schema.get('items', {}))}]"
    if kinds == "object":
        inner = schema.get("additionalProperties")
        return f"dict[str, {type_of(inner) if isinstance(inner, Mapping) else 'Any'}]"
    return PLAIN.get(str(kinds), "Any")


def union(types: Iterator[str]) -> str:
    """Of strings only, since a quoted name and `|` do not go together at run time."""
    found = list(dict.fromkeys(types))
    if len(found) == 1:
        return found[0]
    if any(each.startswith("Literal") for each in found):
        return " | ".join(found)
    return '"' + " | ".join(each.replace('"', "") for each in found) + '"'


def operation_text(method: str, path: str, operation: Json, schemas: Json) -> str:
    """One method: places in the path first, then the body, and by name what can be left out."""
    parameters: Sequence[Json] = operation.get("parameters", ())
    places = [each for each in parameters if each["in"] == "path"]
    queries = [each for each in parameters if each["in"] == "query"]
    headers = {each["name"] for each in parameters if each["in"] == "header"}
    answer = answer_type(operation)
    item = item_type(answer, schemas) if {each["name"] for each in queries} >= PAGING else None
    if item:
        queries = [each for each in queries if each["name"] != "cursor"]
    arguments = ["self", *(f"{snake(each['name'])}: str" for each in places)]
    body = body_type(operation)
    arguments += [f"body: {body}"] if body else []
    forms = file_forms(operation)
    arguments += ["file: bytes", f"form: {forms}"] if forms else []
    named = [argument(each) for each in sorted(queries, key=lambda each: not each.get("required"))]
    named += ["idempotency_key: str | None = None"] if KEYED in headers else []
    named += ["if_match: str | None = None"] if CONDITIONAL in headers else []
    arguments += ["*", *named] if named else []
    result = f"Iterator[{item}]" if item else answer or "None"
    sent = "body=body" if body else "file=(form, file)" if forms else None
    call = calling(method, path, places, queries, headers, sent, answer, item)
    told = docstring("\n\n".join(filter(None, (operation.get("description"), scopes(operation)))))
    head = f"def {snake(operation['operationId'])}({', '.join(arguments)}) -> {result}:\n"
    return head + indent(told + call, "    ") + "\n"


def calling(
    method: str, path: str, places: Sequence[Json], queries: Sequence[Json], headers: set[str], sent: str | None,
    answer: str | None, item: str | None,
) -> str:  # fmt: skip
    """The line that sends."""
    for place in places:
        path = path.replace("{" + place["name"] + "}", "{quoted(" + snake(place["name"]) + ")}")
    where = f'f"{path}"' if places else f'"{path}"'
    query = "{" + ", ".join(f'"{each["name"]}": {snake(each["name"])}' for each in queries) + "}"
    if item:
        return f"return self._caller.items({where}, {query})\n"
    given = [f'"{method.upper()}"', where]
    given += [f"query={query}"] if queries else []
    given += [sent] if sent else []
    known = {KEYED: "idempotency_key", CONDITIONAL: "if_match"}
    listed = ", ".join(f'"{name}": {variable}' for name, variable in known.items() if name in headers)
    given += [f"headers={{{listed}}}"] if listed else []
    given += ["keyed=True"] if KEYED in headers else []
    line = f"self._caller.send({', '.join(given)})"
    if answer is None:
        return f"{line}\n"
    if answer == "bytes":
        return f"return {line}.content\n"
    return f"return cast({answer}, {line}.json())\n"


def argument(parameter: Json) -> str:
    kind = type_of(parameter["schema"])
    name = snake(parameter["name"])
    if parameter.get("required"):
        return f"{name}: {kind}"
    return f"{name}: {union(iter((kind, 'None')))} = None"


def body_type(operation: Json) -> str | None:
    content = operation.get("requestBody", {}).get("content", {})
    return type_of(content["application/json"]["schema"]) if "application/json" in content else None


def file_forms(operation: Json) -> str | None:
    """The media types of an operation that takes a file."""
    content = operation.get("requestBody", {}).get("content", {})
    forms = [form for form in content if form != "application/json"]
    return f"Literal[{', '.join(map(repr, forms))}]" if forms else None


def answer_type(operation: Json) -> str | None:
    """What a good answer holds: None for nothing, `bytes` for what is not JSON."""
    good = [each for status, each in operation["responses"].items() if status.startswith("2") and "content" in each]
    if not good:
        return None
    if any("application/json" not in each["content"] for each in good):
        return "bytes"
    return union(type_of(each["content"]["application/json"].get("schema", {})) for each in good)


def item_type(answer: str | None, schemas: Json) -> str | None:
    page = schemas.get((answer or "").strip('"'), {})
    items = page.get("properties", {}).get("items")
    return type_of(items["items"]) if items else None


def scopes(operation: Json) -> str:
    asked = [scope for each in operation.get("security", ()) for named in each.values() for scope in named]
    return f"Scope: {', '.join(asked)}." if asked else ""


def docstring(text: str | None) -> str:
    if not text:
        return ""
    paragraphs = [fill(" ".join(each.split()), WIDTH) for each in dedent(text).strip().split("\n\n")]
    told = "\n\n".join(paragraphs)
    return f'"""{told}"""\n' if "\n" not in told else f'"""{told}\n"""\n'


def snake(name: str) -> str:
    written = re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).replace("-", "_").lower()
    return f"{written}_" if keyword.iskeyword(written) else written


def in_shape(text: str) -> str:
    """As `make format` would leave it: without what nothing uses, and in its layout."""
    for work in (("check", "--select", "F401,I", "--fix", "--quiet"), ("format",)):
        ruff = [str(Path(sys.executable).parent / "ruff"), *work, "--stdin-filename", str(PACKAGE / "written.py"), "-"]
        done = subprocess.run(ruff, input=text, capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603
        text = done.stdout
    return text


def written() -> dict[Path, str]:
    """Every module with the text it should have."""
    documents = {name: ROOT / "services" / name / "openapi.json" for name in SERVICES}
    return {
        PACKAGE / f"{name}.py": in_shape(module(name, json.loads(file.read_text(encoding="utf-8"))))
        for name, file in documents.items()
    }


def main(arguments: Sequence[str]) -> int:
    texts = written().items()
    stale = {file: text for file, text in texts if not file.exists() or file.read_text(encoding="utf-8") != text}
    if "--check" in arguments:
        sys.stderr.write("".join(f"{file.name} is not what openapi.json says; run generate.py\n" for file in stale))
        return 1 if stale else 0
    for file, text in stale.items():
        file.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
