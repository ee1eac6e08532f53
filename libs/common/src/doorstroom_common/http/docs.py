"""The document as a page to read: plain HTML, made here, without a script and without anything from elsewhere.

Headings are in the reader's language; what the document itself says is English, as the interface is.
"""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from doorstroom_common.http.messages import Language, Words, chosen
from doorstroom_common.http.pages import page_policy
from doorstroom_common.http.problems import language_of

Document = Mapping[str, Any]

STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1b1b1b;background:#fff}"
    "code,pre{font-family:ui-monospace,monospace}pre{background:#f3f3f3;padding:.75rem;overflow:auto}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;"
    "border-bottom:1px solid #767676;overflow-wrap:anywhere}section{border-top:2px solid #154273;margin-top:2rem}"
    "a{color:#154273}"
)
POLICY = page_policy(STYLE)
WORDS: Mapping[str, Words] = {
    "version": ("Version", "Versie"),
    "machine": ("The same for machines", "Hetzelfde voor machines"),
    "contact": ("Questions", "Vragen"),
    "operations": ("Operations", "Bewerkingen"),
    "schemas": ("Forms", "Vormen"),
    "scopes": ("Scopes of the token", "Scopes van het token"),
    "open": ("For everybody, without a token", "Voor iedereen, zonder token"),
    "token": ("Any valid token", "Elk geldig token"),
    "parameters": ("Parameters", "Parameters"),
    "body": ("Body", "Inhoud"),
    "answers": ("Answers", "Antwoorden"),
    "example": ("An example that works", "Een voorbeeld dat werkt"),
    "deprecated": ("Deprecated: do not begin with this", "Verouderd: begin hier niet meer aan"),
    "name": ("Name", "Naam"),
    "where": ("Where", "Waar"),
    "type": ("Type", "Type"),
    "about": ("Meaning", "Betekenis"),
    "status": ("Status", "Status"),
    "required": ("required", "verplicht"),
}


def docs_route(base_path: str, document: Document) -> Route:
    """`GET <base>/docs`, for everybody, in Dutch or English by Accept-Language; each is made once."""
    pages: dict[Language, str] = {}

    async def docs(request: Request) -> Response:
        language = language_of(request.scope)
        if language not in pages:
            pages[language] = docs_page(document, language)
        headers = {"content-security-policy": POLICY, "content-language": language, "vary": "Accept-Language"}
        return Response(pages[language], headers=headers, media_type="text/html")

    return Route(f"{base_path}/docs", docs, methods=["GET"])


def docs_page(document: Document, language: Language) -> str:
    """The whole page."""
    return "".join(_Page(document, language).parts())


class _Page:
    def __init__(self, document: Document, language: Language) -> None:
        self._document = document
        self._language = language
        self._base = document["servers"][0]["url"]

    def parts(self) -> Iterator[str]:
        info = self._document["info"]
        title, contact = escape(info["title"]), info["contact"]
        yield f'<!doctype html><html lang="{self._language}"><head><meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{title}</title><style>{STYLE}</style></head><body><main>"
        yield f'<h1 lang="en">{title}</h1><p lang="en">{escape(info.get("description", ""))}</p>'
        yield f"<p>{self._word('version')} {escape(info['version'])}. "
        yield f'<a href="{escape(self._base)}/openapi.json">{self._word("machine")}: openapi.json</a>. '
        yield f'{self._word("contact")}: <a href="{escape(contact["url"])}">{escape(contact["name"])}</a>.</p>'
        operations = [
            (method.upper(), path, operation)
            for path, item in self._document["paths"].items()
            for method, operation in item.items()
        ]
        yield f"<h2>{self._word('operations')}</h2><ul>"
        for method, path, operation in operations:
            yield f'<li><a href="#{_id(operation)}"><code>{method} {escape(self._base + path)}</code></a></li>'
        yield "</ul>"
        for method, path, operation in operations:
            yield from self._operation(method, path, operation)
        yield f"<h2>{self._word('schemas')}</h2>"
        for name, schema in self._document["components"]["schemas"].items():
            yield from self._schema(name, schema)
        yield "</main></body></html>"

    def _operation(self, method: str, path: str, operation: Document) -> Iterator[str]:
        yield f'<section id="{_id(operation)}"><h3 lang="en">{escape(operation["summary"])}</h3>'
        yield f"<p><code>{method} {escape(self._base + path)}</code></p>"
        if operation.get("deprecated"):
            yield f"<p><strong>{self._word('deprecated')}</strong></p>"
        yield f'<p lang="en">{escape(operation.get("description", ""))}</p><p>{self._admitted(operation)}</p>'
        if parameters := operation.get("parameters"):
            yield f"<h4>{self._word('parameters')}</h4>"
            yield from self._table(("name", "where", "type", "about"), map(self._parameter, parameters))
        if body := operation.get("requestBody"):
            schema = body["content"]["application/json"]["schema"]
            yield f"<h4>{self._word('body')}</h4><p>{_type(schema)}</p>"
        yield f"<h4>{self._word('answers')}</h4>"
        yield from self._table(("status", "about", "type"), self._answers(operation["responses"]))
        yield "</section>"

    def _admitted(self, operation: Document) -> str:
        if not operation["security"]:
            return self._word("open")
        scopes = [scope for one in operation["security"] for scope in one["bearer"]]
        named = ", ".join(f"<code>{escape(scope)}</code>" for scope in scopes)
        return f"{self._word('scopes')}: {named}" if scopes else self._word("token")

    def _parameter(self, parameter: Document) -> tuple[str, ...]:
        name = f"<code>{escape(parameter['name'])}</code>{self._required(parameter.get('required', False))}"
        about = escape(parameter.get("description", parameter["schema"].get("description", "")))
        return name, escape(parameter["in"]), _type(parameter["schema"]), about

    def _answers(self, responses: Document) -> Iterator[tuple[str, ...]]:
        known = self._document["components"]["responses"]
        for status, answer in responses.items():
            found = known[answer["$ref"].rpartition("/")[2]] if "$ref" in answer else answer
            types = [_type(media.get("schema", {})) or escape(name) for name, media in found.get("content", {}).items()]
            yield status, escape(found["description"]), "<br>".join(types)

    def _schema(self, name: str, schema: Document) -> Iterator[str]:
        yield f'<section id="form-{escape(name)}"><h3 lang="en">{escape(name)}</h3>'
        yield f'<p lang="en">{escape(schema.get("description", ""))}</p>'
        if properties := schema.get("properties"):
            required = schema.get("required", ())
            rows = (
                (f"<code>{escape(one)}</code>{self._required(one in required)}", _type(field), _about(field))
                for one, field in properties.items()
            )
            yield from self._table(("name", "type", "about"), rows)
        elif "enum" in schema:
            yield f"<p>{_type(schema)}</p>"
        for example in schema.get("examples", ()):
            shown = orjson.dumps(example, option=orjson.OPT_INDENT_2).decode()
            yield f'<p>{self._word("example")}:</p><pre tabindex="0">{escape(shown)}</pre>'
        yield "</section>"

    def _table(self, heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
        yield "<table><thead><tr>"
        yield from (f'<th scope="col">{self._word(head)}</th>' for head in heads)
        yield "</tr></thead><tbody>"
        for row in rows:
            yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
        yield "</tbody></table>"

    def _required(self, required: bool) -> str:
        return f" ({self._word('required')})" if required else ""

    def _word(self, key: str) -> str:
        return chosen(WORDS[key], self._language)


def _id(operation: Document) -> str:
    return escape(operation["operationId"])


def _about(schema: Document) -> str:
    return escape(schema.get("description", ""))


def _type(schema: Document) -> str:
    """A schema in one line, with links to the forms it names."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#form-{name}">{name}</a>'
    for union in ("anyOf", "oneOf", "allOf"):
        if union in schema:
            return " | ".join(_type(option) for option in schema[union])
    if "enum" in schema:
        return " | ".join(f"<code>{escape(str(value))}</code>" for value in schema["enum"])
    kinds = schema.get("type", schema.get("const", ""))
    kind = escape(" | ".join(kinds) if isinstance(kinds, list) else str(kinds))
    if "items" in schema:
        return f"{kind}: {_type(schema['items'])}"
    return f"{kind} ({escape(schema['format'])})" if "format" in schema else kind
