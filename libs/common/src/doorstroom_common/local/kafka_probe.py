"""Asking a Kafka broker whether it answers, in its own protocol and without an event loop."""

import socket
import struct

METADATA = (3, 4)
FIND_COORDINATOR = (10, 2)
TIMEOUT_SECONDS = 2.0


def answers(port: int) -> bool:
    """Whether the broker of this port takes part in its cluster and its groups have a coordinator.

    Asking for a coordinator makes Kafka create its topic of offsets, so that the first consumer finds it ready.
    """
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_SECONDS) as connection:
            return _has_a_broker(connection) and _has_a_coordinator(connection)
    except (OSError, struct.error):
        return False


def _has_a_broker(connection: socket.socket) -> bool:
    # No topics, none to be created; the answer begins with throttle time and the number of brokers.
    answer = _ask(connection, METADATA, struct.pack(">i?", 0, False))
    _, brokers = struct.unpack_from(">ii", answer)
    return bool(brokers > 0)


def _has_a_coordinator(connection: socket.socket) -> bool:
    answer = _ask(connection, FIND_COORDINATOR, _text("doorstroom-probe") + struct.pack(">b", 0))
    _, error = struct.unpack_from(">ih", answer)
    return bool(error == 0)


def _ask(connection: socket.socket, request: tuple[int, int], body: bytes) -> bytes:
    """The answer to one request (api key and version), without its correlation id."""
    message = struct.pack(">hhi", *request, 1) + _text("doorstroom-probe") + body
    connection.sendall(struct.pack(">i", len(message)) + message)
    (length,) = struct.unpack(">i", _read(connection, 4))
    return _read(connection, length)[4:]


def _text(value: str) -> bytes:
    return struct.pack(">h", len(value)) + value.encode()


def _read(connection: socket.socket, length: int) -> bytes:
    data = b""
    while len(data) < length:
        if not (part := connection.recv(length - len(data))):
            raise ConnectionResetError("the broker hung up")
        data += part
    return data
