"""What a profile's codes are: whoever changes them says so in the scheme, or a start would believe the old ones."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from uuid import UUID

from doorstroom_common.covenant import ClauseCode, LegalForm, RegisteredBy
from doorstroom_matching.adapters.index.coded import SCHEME, coded
from doorstroom_matching.domain.candidate import Candidate, Employment, GoesFirst
from doorstroom_matching.domain.need import Minutes, Move
from doorstroom_matching.domain.passport import Passport

RICH = Candidate(
    id=UUID(int=7),
    version=3,
    is_active=True,
    person_ref=UUID(int=8),
    registered_by=RegisteredBy.EMPLOYER,
    hidden_from_employer=True,
    employment=Employment(
        employer="waterrijk",
        agreement="cao-gemeenten",
        scale="10A",
        minutes=1_920,
        permanent=True,
        legal_form=LegalForm.CONTRACT,
        workplace="duinmeer",
        passport=Passport(
            contract_since=date(2015, 1, 1),
            notice_service_since=date(2015, 1, 1),
            allowances_monthly=12_300,
            travel_yearly=45_600,
            successors={"rietdam": False},
            next_step=date(2026, 9, 1),
        ),
    ),
    skills=frozenset({"esco/skill/1", "esco/skill/2"}),
    occupations=frozenset({"http://data.europa.eu/esco/isco/C2422"}),
    hours=Minutes(960, 1_920),
    moves=frozenset({Move.PERMANENT, Move.SECONDMENT}),
    goes_first=GoesFirst(date(2026, 1, 1), date(2026, 6, 30)),
    lowest_scale="9",
    available_from=date(2026, 4, 1),
    blocked=frozenset({"heidestad"}),
    accepts_loss=frozenset({ClauseCode.TRAVEL_AND_LEAVE}),
)


def test_other_codes_are_another_scheme() -> None:
    code = coded(RICH)
    assert (SCHEME, sha256(code.row + code.terms).hexdigest()[:16]) == ("2 3", "a906685b1cf5275a")


def test_the_codes_of_a_profile_are_the_same_whatever_its_terms_came_in() -> None:
    assert coded(RICH) == coded(replace(RICH, skills=frozenset(sorted(RICH.skills, reverse=True))))
