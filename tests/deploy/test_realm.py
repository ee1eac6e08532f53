"""The realm that ships for Keycloak fits what the services ask, and opens nothing more."""

import json
import re
from typing import Any

import pytest

from doorstroom_common.issuers import AuthSettings
from doorstroom_vacancy.entrypoints.parts import ACTING_ROLES
from tests.deploy.rendered import ROOT, SERVICES

FOLDER = ROOT / "deploy" / "keycloak"
REALM: dict[str, Any] = json.loads((FOLDER / "doorstroom-realm.json").read_text(encoding="utf-8"))
CLIENTS: dict[str, dict[str, Any]] = {client["clientId"]: client for client in REALM["clients"]}
SYSTEMS = [client for client in CLIENTS.values() if client["serviceAccountsEnabled"]]
PEOPLE = CLIENTS["doorstroom-people"]


def asked_for() -> set[str]:
    """Every scope that an operation of a service needs."""
    documents = (json.loads((ROOT / "services" / name / "openapi.json").read_text()) for name in SERVICES)
    return set(re.findall(r'"([a-z-]+:(?:read|write))"', json.dumps([document["paths"] for document in documents])))


def test_every_scope_of_an_operation_can_be_had_from_the_realm() -> None:
    scopes = {scope["name"] for scope in REALM["clientScopes"]}
    allowed = {scope for client in CLIENTS.values() for scope in client["optionalClientScopes"]}
    assert "vacancies:read" in asked_for()
    assert asked_for() - scopes == set(), "add these to clientScopes"
    assert asked_for() - allowed == set(), "no client may ask for these"


def test_no_client_gets_a_scope_that_it_did_not_ask_for() -> None:
    given = {scope for client in CLIENTS.values() for scope in client["defaultClientScopes"]}
    assert given == {"doorstroom", "doorstroom-system", "doorstroom-person"}


def test_every_role_that_acts_for_an_organisation_is_there() -> None:
    assert set(ACTING_ROLES) <= {role["name"] for role in REALM["roles"]["realm"]}


@pytest.mark.parametrize("client", CLIENTS.values(), ids=CLIENTS.keys())
def test_every_client_gets_access_tokens_by_the_safe_ways_alone(client: dict[str, Any]) -> None:
    assert client["attributes"]["access.token.header.type.rfc9068"] == "true"
    assert not client["implicitFlowEnabled"]
    assert not client["directAccessGrantsEnabled"]
    assert "secret" not in client


def test_an_hr_system_signs_its_own_assertions_and_nobody_signs_in_there() -> None:
    assert len(SYSTEMS) == 2
    for client in SYSTEMS:
        assert client["clientAuthenticatorType"] == "client-jwt"
        assert client["attributes"]["jwks.url"].startswith("https://")
        assert not client["publicClient"]
        assert not client["standardFlowEnabled"]


def test_people_sign_in_with_pkce_and_come_back_to_one_address() -> None:
    assert PEOPLE["attributes"]["pkce.code.challenge.method"] == "S256"
    assert PEOPLE["publicClient"]
    assert not PEOPLE["serviceAccountsEnabled"]
    assert all(uri.startswith("https://") and "*" not in uri for uri in PEOPLE["redirectUris"])


def test_nobody_registers_alone_and_addresses_are_verified() -> None:
    assert not REALM["registrationAllowed"]
    assert REALM["verifyEmail"]
    assert REALM["bruteForceProtected"]
    assert REALM["sslRequired"] == "external"


@pytest.mark.parametrize("document", [".env.example", "docs/operating.md", "deploy/keycloak/README.md"])
def test_the_issuers_of_the_documents_are_understood(document: str) -> None:
    shown = re.findall(
        r"(?m)^(?:#? *\w*ISSUERS='| {4,7})(\[\{.*\}\])'?$", (ROOT / document).read_text(encoding="utf-8")
    )
    assert shown
    for one in shown:
        AuthSettings.model_validate({"issuers": json.loads(one)})
