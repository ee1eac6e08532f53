"""Where an issuer puts what we need, and what we make of it."""

from typing import Any

import pytest

from doorstroom_common.http.claims import ClaimReader
from doorstroom_common.http.principal import InvalidToken, Principal, principal_of
from doorstroom_common.issuers import ClaimMapping

OF_WATERRIJK = "00000009999999990901"
HR_SYSTEM: dict[str, Any] = {
    "iss": "https://idp.region.test",
    "sub": "b6e1",
    "kind": "organisation",
    "organisation": "waterrijk",
    "azp": "hr-suite",
    "scope": "vacancies:read vacancies:write",
}
RECRUITER = HR_SYSTEM | {
    "kind": "person",
    "email": "anna@thuis.example",
    "email_verified": True,
    "realm_access": {"roles": ["recruiter", "offline_access"]},
}


class Register:
    """Knows one organisation."""

    def organisation_of(self, oin: str) -> str | None:
        return "waterrijk" if oin == OF_WATERRIJK else None


def read(claims: dict[str, Any], **mapping: Any) -> Principal:
    return principal_of(ClaimReader(ClaimMapping(**mapping), Register()).read(claims))


def test_without_a_mapping_the_claims_are_ours() -> None:
    principal = read(RECRUITER | {"roles": ["recruiter"], "covenants": ["delta-demo"]})
    assert (principal.kind, principal.organisation, principal.email) == ("person", "waterrijk", "anna@thuis.example")
    assert principal.roles == {"recruiter"}
    assert principal.covenants == {"delta-demo"}
    assert read(HR_SYSTEM).supplier == "hr-suite"
    assert read(HR_SYSTEM).scopes == {"vacancies:read", "vacancies:write"}


def test_a_dot_descends() -> None:
    assert read(RECRUITER, roles="realm_access.roles").roles == {"recruiter", "offline_access"}


def test_every_meaning_can_be_elsewhere() -> None:
    claims = {
        "iss": "https://idp.region.test",
        "sub": "b6e1",
        "doorstroom": {"kind": "person", "org": "duinmeer", "networks": ["delta-demo"]},
        "groups": ["recruiter"],
        "scp": "vacancies:read",
    }
    person = read(
        claims,
        kind="doorstroom.kind",
        organisation="doorstroom.org",
        covenants="doorstroom.networks",
        roles="groups",
        scopes="scp",
    )
    assert (person.kind, person.organisation) == ("person", "duinmeer")
    assert person.covenants == {"delta-demo"}
    assert person.roles == {"recruiter"}
    assert person.scopes == {"vacancies:read"}
    assert read(HR_SYSTEM | {"client_id": "hr-2"}, supplier="client_id").supplier == "hr-2"


def test_what_stands_where_the_mapping_does_not_look_counts_for_nothing() -> None:
    claims = RECRUITER | {"roles": ["recruiter"], "groups": []}
    assert read(claims, roles="groups").roles == frozenset()
    assert read(claims, organisation="org").organisation is None


@pytest.mark.parametrize("access", ["recruiter", ["roles"], None, {}, {"role": ["recruiter"]}])
def test_a_path_that_leads_nowhere_gives_no_role(access: Any) -> None:
    assert read(RECRUITER | {"realm_access": access}, roles="realm_access.roles").roles == frozenset()


def test_a_claim_of_the_wrong_form_is_refused_wherever_it_stands() -> None:
    with pytest.raises(InvalidToken):
        read(RECRUITER | {"realm_access": {"roles": "recruiter"}}, roles="realm_access.roles")


def test_an_oin_is_the_organisation_that_the_covenants_know() -> None:
    by_oin = {"organisation": "oin", "organisation_is": "oin"}
    assert read(HR_SYSTEM | {"oin": OF_WATERRIJK}, **by_oin).organisation == "waterrijk"
    assert read(RECRUITER, **by_oin).organisation is None


@pytest.mark.parametrize("oin", ["00000009999999990999", "waterrijk", 9999999990901, [OF_WATERRIJK], ""])
def test_an_oin_that_nobody_has_is_refused(oin: Any) -> None:
    with pytest.raises(InvalidToken):
        read(HR_SYSTEM | {"oin": oin}, organisation="oin", organisation_is="oin")


def test_an_oin_is_asked_of_nobody_where_the_claim_holds_an_id() -> None:
    assert read(HR_SYSTEM | {"organisation": OF_WATERRIJK}).organisation == OF_WATERRIJK
