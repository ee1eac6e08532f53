"""What an operator says of its issuers, refused in words where it makes no sense."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_settings import SettingsConfigDict

from doorstroom_common.command import ServiceCommand
from doorstroom_common.issuers import AuthSettings
from doorstroom_common.settings import ServiceSettings

LOGIN = {"issuer": "https://login.region.example/realms/doorstroom", "jwks_url": "https://login.region.example/certs"}


def settings(**changes: Any) -> AuthSettings:
    return AuthSettings.model_validate({"issuers": [LOGIN | changes]})


def test_who_says_nothing_about_claims_gets_ours() -> None:
    (issuer,) = settings().issuers
    assert dict(issuer.claims.paths()) == {
        "kind": "kind",
        "organisation": "organisation",
        "roles": "roles",
        "covenants": "covenants",
        "supplier": "azp",
        "scopes": "scope",
    }
    assert issuer.claims.organisation_is == "slug"


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"roles": ""}, "'' names no claim"),
        ({"roles": "realm_access..roles"}, "'realm_access..roles' names no claim"),
        ({"roles": ".roles"}, "names no claim"),
        ({"roles": "realm access"}, "names no claim"),
        ({"roles": ["roles"]}, "string"),
        ({"organisation": "iss"}, "'iss' has a meaning of its own"),
        ({"organisation": "aud.0"}, "'aud' has a meaning of its own"),
        ({"role": "groups"}, "Extra inputs are not permitted"),
        ({"organisation_is": "kvk"}, "'slug' or 'oin'"),
        ({"kind": "azp"}, "'azp' cannot be supplier while 'azp' is kind"),
        ({"roles": "covenants"}, "each claim has one meaning"),
        ({"organisation": "azp.organisation"}, "'azp.organisation' cannot be organisation while 'azp' is supplier"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(claims: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        settings(claims=claims)
    assert words in str(refused.value)


def test_claims_whose_names_begin_alike_are_two_claims() -> None:
    (issuer,) = settings(claims={"organisation": "org", "roles": "org_roles"}).issuers
    assert (issuer.claims.organisation, issuer.claims.roles) == ("org", "org_roles")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"jwks_url": None}, "neither a jwks_url nor a jwks_file"),
        ({"jwks_file": "/etc/jwks.json"}, "both a jwks_url and a jwks_file"),
        ({"jwks_url": "http://login.region.example/certs"}, "over https only"),
        ({"jwks_url": "http://127.0.0.1.evil.test/certs"}, "over https only"),
        ({"jwks_url": "file:///etc/jwks.json"}, "over https only"),
        ({"claim": {"roles": "groups"}}, "Extra inputs are not permitted"),
    ],
)
def test_an_issuer_that_makes_no_sense_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        settings(**changes)
    assert words in str(refused.value)


def test_an_issuer_named_twice_is_refused() -> None:
    with pytest.raises(ValidationError, match="named twice"):
        AuthSettings.model_validate({"issuers": [LOGIN, LOGIN]})


class StorySettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="STORY_")


@pytest.mark.parametrize(
    ("issuers", "words"),
    [
        (
            json.dumps([LOGIN | {"claims": {"roles": "realm_access..roles"}}]),
            ["STORY_AUTH__ISSUERS__0__CLAIMS__ROLES: ", "'realm_access..roles' names no claim; write its name"],
        ),
        ('[{"issuer": ', ["STORY_", "auth", "JSON"]),
    ],
    ids=["a mapping that makes no sense", "half a list"],
)
def test_a_service_with_such_issuers_does_not_start_and_says_which_setting_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, issuers: str, words: list[str]
) -> None:
    for name in ("APP_DSN", "WORKER_DSN"):
        monkeypatch.setenv(f"STORY_DATABASE__{name}", "postgresql://nowhere/nothing")
    monkeypatch.setenv("STORY_BUS__KIND", "kafka")
    monkeypatch.setenv("STORY_AUTH__ISSUERS", issuers)
    command = ServiceCommand("story", StorySettings, lambda *_, **__: pytest.fail("it was started"), tmp_path)
    with pytest.raises(SystemExit, match="2"):
        command.main(arguments=["serve"])
    said = capsys.readouterr().err
    assert said.startswith(words[0])
    assert all(word in said for word in words)
    assert said.count("\n") == 1
