"""The Keycloak of the tests itself."""

import psutil

from doorstroom_common.local.keycloak import LocalKeycloak


def test_it_listens_on_the_loopback_address_alone(keycloak_server: LocalKeycloak) -> None:
    addresses = {
        connection.laddr.ip.removeprefix("::ffff:")
        for connection in psutil.Process(keycloak_server.pid).net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert addresses == {"127.0.0.1"}
