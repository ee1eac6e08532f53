"""From a body and its caller to the command of a use case."""

from uuid import UUID

from doorstroom_candidate.application.change_candidate import ChangeCandidate
from doorstroom_candidate.application.change_registration import ChangeRegistration
from doorstroom_candidate.application.register_candidate import RegisterCandidate
from doorstroom_candidate.application.register_employee import RegisterEmployee
from doorstroom_candidate.entrypoints import changes, schemas
from doorstroom_candidate.entrypoints.callers import organisation_of
from doorstroom_common.http import Principal


def register_candidate(body: schemas.RegisterCandidate, caller: Principal, person_ref: UUID) -> RegisterCandidate:
    """Hidden from the present employer unless the person says otherwise."""
    return RegisterCandidate(
        person_ref=person_ref,
        name=body.identity.name,
        email=body.identity.email or caller.email,
        phone=body.identity.phone,
        profile=body.profile(),
        employment=body.employment.employment() if body.employment else None,
        hidden=body.hidden_from_employer is not False,
        goes_first_given=body.goes_first is not None,
    )


def register_employee(body: schemas.RegisterCandidate, caller: Principal) -> RegisterEmployee:
    return employee_of(body, organisation_of(caller))


def employee_of(body: schemas.RegisterCandidate, organisation: str, external_id: str | None = None) -> RegisterEmployee:
    return RegisterEmployee(
        organisation=organisation,
        name=body.identity.name,
        email=body.identity.email,
        phone=body.identity.phone,
        profile=body.profile(),
        employment=body.employment.employment() if body.employment else None,
        goes_first=body.goes_first.goes_first() if body.goes_first else None,
        hidden_given=body.hidden_from_employer is not None,
        external_id=external_id,
    )


def change_candidate(
    body: changes.ChangeCandidate, caller: Principal, person_ref: UUID, candidate_id: UUID, expected: int | None
) -> ChangeCandidate:
    return ChangeCandidate(
        person_ref=person_ref,
        email=caller.email,
        candidate_id=candidate_id,
        expected=expected,
        profile=body.profile_changes(),
        identity=body.identity_changes(),
        employment_given=body.gives("employment"),
        employment=body.employment.employment() if body.employment else None,
        hidden=body.hidden_from_employer if body.gives("hidden_from_employer") else None,
        goes_first_given=body.gives("goes_first"),
    )


def change_registration(
    body: changes.ChangeCandidate, caller: Principal, candidate_id: UUID, expected: int | None
) -> ChangeRegistration:
    return ChangeRegistration(
        organisation=organisation_of(caller),
        candidate_id=candidate_id,
        expected=expected,
        profile=body.profile_changes(),
        identity=body.identity_changes(),
        employment_given=body.gives("employment"),
        employment=body.employment.employment() if body.employment else None,
        goes_first_given=body.gives("goes_first"),
        goes_first=body.goes_first.goes_first() if body.goes_first else None,
        hidden_given=body.gives("hidden_from_employer"),
    )
