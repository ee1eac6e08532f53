"""An address that answers as a running region does, for commands that ask one."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from doorstroom_common.http import LocalIssuer, Principal, Verifier
from doorstroom_common.testing.postgres import blocking


class Answering(BaseHTTPRequestHandler):
    """Knows callers by tokens of the folder's own issuer, and writes no log."""

    issuer: LocalIssuer

    def caller(self) -> Principal:
        token = self.headers["Authorization"].removeprefix("Bearer ")
        return blocking(Verifier([self.issuer.trusted()]).verify(token))

    def log_message(self, *_: Any) -> None:
        return


@contextmanager
def answering(folder: Path, handler: type[Answering], **given: Any) -> Iterator[tuple[str, ...]]:
    """The options that lead to it; `given` are attributes of every handler."""
    keys = folder / "keys"
    keys.mkdir()
    made = type("Region", (handler,), {"issuer": LocalIssuer.open(keys), **given})
    with ThreadingHTTPServer(("127.0.0.1", 0), made) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield "--data", str(folder), "--url", f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
