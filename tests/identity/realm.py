"""The shipped realm in a running Keycloak, and what its administrators do there."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import orjson
from joserfc.jwk import RSAKey

from doorstroom_common.issuers import AuthSettings, ClaimMapping, IssuerSettings
from doorstroom_common.local.keycloak import ADMINISTRATOR, LocalKeycloak
from tests.identity.callers import HrSystem, Person

SHIPPED = Path(__file__).parents[2] / "deploy" / "keycloak" / "doorstroom-realm.json"
NAME = "doorstroom"
Document = dict[str, Any]


class Realm:
    """`public` is what everybody may ask of it."""

    def __init__(self, server: LocalKeycloak, public: httpx.AsyncClient) -> None:
        self._server = server
        self.public = public
        self.issuer = f"{server.url}/realms/{NAME}"
        self.jwks_url = f"{self.issuer}/protocol/openid-connect/certs"
        self._admin = f"{server.url}/admin/realms/{NAME}"

    def trusted(self, claims: ClaimMapping, audience: str = "doorstroom") -> AuthSettings:
        """A service's settings that trust this realm."""
        one = IssuerSettings(issuer=self.issuer, audience=audience, jwks_url=self.jwks_url, claims=claims)
        return AuthSettings(issuers=[one])

    async def hr_system(self, client_id: str) -> HrSystem:
        """Register the public key of an HR system that the realm knows."""
        client = await self._client(client_id)
        key = RSAKey.generate_key(2048, {"kid": f"{client_id}-1", "use": "sig", "alg": "PS256"})
        client["attributes"] |= {
            "use.jwks.url": "false",
            "use.jwks.string": "true",
            "jwks.string": orjson.dumps({"keys": [key.as_dict(private=False)]}).decode(),
        }
        await self._asked("PUT", f"/clients/{client['id']}", client)
        return HrSystem(client_id, key, self.issuer, self.public)

    async def copied(
        self, client_id: str, copy_id: str, *, oin: str | None = None, attributes: Mapping[str, str] | None = None
    ) -> HrSystem:
        """A new HR system made from another one, as deploy/keycloak/README.md says."""
        client = await self._client(client_id)
        for mapper in client["protocolMappers"]:
            del mapper["id"]
            if oin and mapper["name"] == "oin":
                mapper["config"]["claim.value"] = oin
        del client["id"]
        client["attributes"] |= attributes or {}
        await self._asked("POST", "/clients", client | {"clientId": copy_id})
        return await self.hr_system(copy_id)

    async def person(self, name: str, *groups: str, **attributes: str) -> Person:
        """Somebody who can sign in, with a verified address."""
        password = f"{name}-has-a-long-password"
        account = {
            "username": name,
            "email": f"{name}@thuis.example",
            "emailVerified": True,
            "firstName": name.title(),
            "lastName": "Zonneveld",
            "enabled": True,
            "groups": groups,
            "attributes": {attribute: [value] for attribute, value in attributes.items()},
            "credentials": [{"type": "password", "value": password, "temporary": False}],
        }
        await self._asked("POST", "/users", account)
        return Person(name, password, self.issuer, self.public)

    async def publish_new_key(self) -> str:
        """A key that signs from now on, while the former stays published; returns the former's id."""
        (former,) = await self._asked("GET", "/components?name=rsa-generated")
        config = {"priority": ["200"], "enabled": ["true"], "active": ["true"], "algorithm": ["RS256"]}
        new = {"name": "rsa-next", "providerId": "rsa-generated", "providerType": former["providerType"]}
        await self._asked("POST", "/components", {**new, "parentId": former["parentId"], "config": config})
        former_id: str = former["id"]
        return former_id

    async def only_verify_with(self, key_id: str) -> None:
        """The key signs nothing any more and is still published."""
        component = await self._asked("GET", f"/components/{key_id}")
        component["config"]["active"] = ["false"]
        await self._asked("PUT", f"/components/{key_id}", component)

    async def published_kids(self) -> set[str]:
        keys = (await self.public.get(self.jwks_url)).json()["keys"]
        return {key["kid"] for key in keys if key["use"] == "sig"}

    async def _client(self, client_id: str) -> Document:
        (client,) = await self._asked("GET", f"/clients?clientId={client_id}")
        found: Document = client
        return found

    async def _asked(self, method: str, path: str, content: Mapping[str, Any] | None = None) -> Any:
        headers = {"authorization": f"Bearer {await self._administrators_token()}"}
        answer = await self.public.request(method, self._admin + path, json=content, headers=headers)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    async def _administrators_token(self) -> str:
        """It holds for a minute, so each request gets its own."""
        credentials = {"username": ADMINISTRATOR, "password": self._server.password}
        answer = await self.public.post(
            f"{self._server.url}/realms/master/protocol/openid-connect/token",
            data={"grant_type": "password", "client_id": "admin-cli", **credentials},
        )
        token: str = answer.json()["access_token"]
        return token


@asynccontextmanager
async def opened(server: LocalKeycloak) -> AsyncIterator[Realm]:
    async with httpx.AsyncClient(timeout=30, trust_env=False) as public:
        yield Realm(server, public)
