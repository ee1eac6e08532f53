"""A route's parameters, compiled once from what FastAPI understood of its signature.

FastAPI declares and documents; at request time this reads path, query, headers and body, collects every fault of all of
them, and only when there is none calls the dependencies and the route. That costs a quarter of FastAPI's own way, and
no dependency runs on input that turns out to be wrong.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, get_args, get_origin
from urllib.parse import parse_qsl

from fastapi.dependencies.models import Dependant
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from doorstroom_common.http.call import Call, parse_json, unstorable_text
from doorstroom_common.http.problems import InputFaults
from doorstroom_common.http.require import Requirement

Values = dict[str, Any]
Faults = list[Mapping[str, Any]]

ABSENT = PydanticUndefined


class Node:
    """The route or one of its dependencies: what to call, with which parameters, and who uses the outcome."""

    def __init__(self, dependant: Dependant) -> None:
        assert dependant.call is not None  # noqa: S101 - FastAPI made it from a callable
        self.call: Callable[..., Awaitable[Any]] = dependant.call
        self.path = [(field.name, field.alias, field) for field in dependant.path_params]
        self.headers = [(field.name, field.alias.lower().encode(), field) for field in dependant.header_params]
        self.query = dependant.query_params
        self.body = dependant.body_params
        self.request_name = dependant.request_param_name
        self.used_as: list[tuple[int, str]] = []


class Parameters:
    """The whole of one route; `bind` reads the input, `run` calls what belongs to it, dependencies first."""

    def __init__(self, dependant: Dependant) -> None:
        self.nodes: list[Node] = []
        self._index: dict[Any, int] = {}
        self._add(dependant)
        self._query = [(i, field, _shape(field)) for i, node in enumerate(self.nodes) for field in node.query]
        self._lenient = any(isinstance(shape, dict) and _ignores_others(field) for _, field, shape in self._query)
        self._bodies = [(i, field) for i, node in enumerate(self.nodes) for field in node.body]
        if len(self._bodies) > 1:
            raise TypeError(f"{self.nodes[-1].call!r}: one body model, not several parameters of the body")

    @property
    def requirements(self) -> list[Requirement]:
        """What the caller must have, checked before anything is read."""
        return [node.call for node in self.nodes if isinstance(node.call, Requirement)]

    @property
    def takes_body(self) -> bool:
        return bool(self._bodies)

    def header_names(self) -> set[str]:
        """The headers that the route reads, in lower case."""
        return {alias.decode() for node in self.nodes for _, alias, _ in node.headers}

    def uses(self, function: Callable[..., Any]) -> bool:
        """Whether the route depends on `function`."""
        return function in self._index

    def bind(self, call: Call, headers: Mapping[bytes, bytes]) -> list[Values]:
        """The values of every node; raises `InputFaults` with all faults at once."""
        faults: Faults = []
        bound = [self._own(node, call, headers, faults) for node in self.nodes]
        if self._query or call.scope["query_string"]:
            self._bind_query(call.scope["query_string"], bound, faults)
        for index, field in self._bodies:
            self._bind_body(index, field, call, bound, faults)
        if faults:
            raise InputFaults(faults, call.parsed)
        return bound

    async def run(self, bound: list[Values]) -> Any:
        """Call each dependency once, then the route; returns what the route returns."""
        result = None
        for node, values in zip(self.nodes, bound, strict=True):
            result = await node.call(**values)
            for user, name in node.used_as:
                bound[user][name] = result
        return result

    def _add(self, dependant: Dependant) -> int:
        if dependant.call in self._index:
            return self._index[dependant.call]
        children = [(child.name, self._add(child)) for child in dependant.dependencies]
        node = Node(dependant)
        self.nodes.append(node)
        index = self._index[dependant.call] = len(self.nodes) - 1
        for name, child in children:
            if name is not None:
                self.nodes[child].used_as.append((index, name))
        return index

    def _own(self, node: Node, call: Call, headers: Mapping[bytes, bytes], faults: Faults) -> Values:
        values: Values = {}
        if node.request_name is not None:
            values[node.request_name] = call
        for name, alias, field in node.path:
            text = call.path_params[alias]
            if "\0" in text:
                faults.append({"type": "nul-character", "loc": ("path", alias)})
            _take(values, faults, field, name, text, ("path", alias))
        for name, key, field in node.headers:
            found = headers[key].decode("latin-1") if key in headers else ABSENT
            _take(values, faults, field, name, found, ("header", field.alias))
        return values

    def _bind_query(self, query_string: bytes, bound: list[Values], faults: Faults) -> None:
        given: dict[str, list[str]] = {}
        for name, text in parse_qsl(query_string.decode("latin-1"), keep_blank_values=True):
            given.setdefault(name, []).append(text)
            if "\0" in text:
                faults.append({"type": "nul-character", "loc": ("query", name)})
        for index, field, shape in self._query:
            if isinstance(shape, dict):
                taken = {alias: _form(given.pop(alias), many) for alias, many in shape.items() if alias in given}
                _take(bound[index], faults, field, field.name, taken, ("query",))
            else:
                texts = given.pop(field.alias, None)
                found = _form(texts, shape) if texts else ABSENT
                _take(bound[index], faults, field, field.name, found, ("query", field.alias))
        if not self._lenient:
            faults.extend({"type": "extra_forbidden", "loc": ("query", name)} for name in given)

    @staticmethod
    def _bind_body(index: int, field: Any, call: Call, bound: list[Values], faults: Faults) -> None:
        if call.raw:
            try:
                call.parsed = parse_json(call.raw)
            except InputFaults as malformed:
                faults.extend(malformed.faults)
                return
            faults.extend(unstorable_text(call.raw, call.parsed))
        _take(bound[index], faults, field, field.name, call.parsed if call.raw else ABSENT, ("body",))


def _take(values: Values, faults: Faults, field: Any, name: str, found: Any, place: tuple[str, ...]) -> None:
    """One parameter: its value, its default, or its faults."""
    if found is ABSENT:
        default = field.get_default()
        if default is ABSENT:
            faults.append({"type": "missing", "loc": place})
        else:
            values[name] = default
        return
    value, errors = field.validate(found, values, loc=place)
    if errors:
        faults.extend(errors)
    else:
        values[name] = value


def _shape(field: Any) -> dict[str, bool] | bool:
    """For a query model its keys, each with whether it takes several values; for one parameter just that."""
    annotation = field.field_info.annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {info.alias or name: _takes_several(info.annotation) for name, info in annotation.model_fields.items()}
    return _takes_several(annotation)


def _ignores_others(field: Any) -> bool:
    """Whether a query model says that keys which it does not know mean nothing."""
    return bool(field.field_info.annotation.model_config.get("extra") == "ignore")


def _takes_several(annotation: Any) -> bool:
    several = (list, tuple, set, frozenset)
    return get_origin(annotation) in several or any(get_origin(option) in several for option in get_args(annotation))


def _form(texts: list[str], several: bool) -> Any:
    return texts if several else texts[-1]
