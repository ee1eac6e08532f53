"""The embedded edition's own issuer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from doorstroom_common.http import LocalIssuer, Verifier
from doorstroom_common.http.issuer import KEY_FILE
from doorstroom_common.http.principal import InvalidToken


async def test_a_token_made_before_a_restart_holds_after_it(data_folder: Path) -> None:
    token = LocalIssuer.open(data_folder).token(organisation="waterrijk", scopes=["vacancies:read"])
    principal = await Verifier([LocalIssuer.open(data_folder).trusted()]).verify(token)
    assert principal.organisation == "waterrijk"


def test_the_key_is_readable_by_its_owner_only_and_no_draft_of_it_stays(data_folder: Path) -> None:
    LocalIssuer.open(data_folder)
    assert (data_folder / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert [file.name for file in data_folder.iterdir()] == [KEY_FILE]


def test_two_that_start_together_end_up_with_one_key(data_folder: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        kids = {issuer.key.kid for issuer in pool.map(lambda _: LocalIssuer.open(data_folder), range(4))}
    assert len(kids) == 1


def test_what_is_published_is_the_public_part_under_its_thumbprint(data_folder: Path) -> None:
    issuer = LocalIssuer.open(data_folder)
    [key] = issuer.jwks()["keys"]
    assert set(key) == {"kty", "n", "e", "kid", "use", "alg"}
    assert key["kid"] == issuer.key.thumbprint()


async def test_a_person_may_act_for_an_organisation(data_folder: Path) -> None:
    issuer = LocalIssuer.open(data_folder)
    token = issuer.token(person="p-1", organisation="waterrijk", roles=["recruiter"], email="p@x.example")
    principal = await Verifier([issuer.trusted()]).verify(token)
    assert (principal.kind, principal.organisation, principal.email) == ("person", "waterrijk", "p@x.example")


async def test_a_token_ends(data_folder: Path) -> None:
    issuer = LocalIssuer.open(data_folder)
    with pytest.raises(InvalidToken):
        await Verifier([issuer.trusted()]).verify(issuer.token(person="p-1", lifetime=timedelta(seconds=-60)))


def test_a_token_of_nobody_is_not_made(data_folder: Path) -> None:
    with pytest.raises(ValueError, match="organisation or"):
        LocalIssuer.open(data_folder).token()
