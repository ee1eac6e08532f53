"""Requests to a running region, with a token of the data folder's own issuer."""

from datetime import timedelta
from typing import Annotated, Any, NoReturn

import httpx
import typer

from doorstroom.console import give_up
from doorstroom.folder import DataFolder
from doorstroom_common.http import LocalIssuer

Url = Annotated[str, typer.Option(help="Where the region answers.")]

HERE = "http://127.0.0.1:8080"
HTTP_SECONDS = 30.0
TOKEN_LIFE = timedelta(minutes=5)


def signed(folder: DataFolder, **claims: Any) -> str:
    """A token that holds for one command."""
    if not folder.keys.is_dir():
        give_up(f"There is no region in {folder.root}.", "Name its folder with --data, or start one: doorstroom up.")
    return LocalIssuer.open(folder.keys).token(lifetime=TOKEN_LIFE, **claims)


def asked(method: str, url: str, path: str, token: str, language: str = "en", **request: Any) -> httpx.Response:
    """A successful answer; any other ends the command with what the region said."""
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": language, **request.pop("headers", {})}
    try:
        answer = httpx.request(method, f"{url.rstrip('/')}{path}", headers=headers, timeout=HTTP_SECONDS, **request)
    except httpx.HTTPError as error:
        give_up(f"No answer from {url}: {type(error).__name__}.", "Is the region running? `--url` says where.")
    if not answer.is_success:
        give_up_on(answer)
    return answer


def give_up_on(answer: httpx.Response) -> NoReturn:
    """End with what the region said."""
    give_up(f"The region answered {answer.status_code}.", _said(answer))


def _said(answer: httpx.Response) -> str:
    """The problem in words, with each fault and its place."""
    try:
        problem = answer.json()
        faults = [
            f"{fault.get('pointer') or fault.get('name', '')} {fault['message']}" for fault in problem.get("errors", ())
        ]
        return "\n".join([str(problem["detail"]), *faults])
    except (ValueError, KeyError, TypeError):
        return "Is that the address of a region?"
