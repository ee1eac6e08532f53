"""Sanne and Willem as the domain knows them."""

from datetime import date
from typing import Any
from uuid import UUID

from doorstroom_candidate.application.register_candidate import RegisterCandidate
from doorstroom_candidate.application.register_employee import RegisterEmployee
from doorstroom_candidate.domain.values import Contract, Employment, GoesFirst, Hours, LegalForm, Move, Profile, Term
from services.candidate.tests.story import SANNE_EMAIL, SANNE_NAME, WILLEM_EMAIL, WILLEM_NAME

SANNE, WILLEM = UUID("d9f3b1a7-6c5e-5d2b-8f4a-3e1c7a9b5d30"), UUID("4a6c8e0b-1d2f-5a3c-9e5b-7d8f0a2c4e10")
AT_DUINMEER = Employment(
    employer="duinmeer",
    legal_form=LegalForm.CONTRACT,
    contract=Contract.PERMANENT,
    agreement="cao-gemeenten",
    scale="9",
    step=7,
    hours=32,
)
AT_WATERRIJK = Employment(
    employer="waterrijk",
    legal_form=LegalForm.PUBLIC_LAW,
    contract=Contract.PERMANENT,
    agreement="cao-gemeenten",
    scale="10A",
    hours=36,
)
FIRST = GoesFirst(date(2026, 3, 1), date(2026, 8, 31))
PROFILE = Profile(
    skills=(Term("esco-skill", "http://data.europa.eu/esco/skill/law"),), hours=Hours(28, 36), moves=(Move.PERMANENT,)
)


def sanne_registers(**changes: Any) -> RegisterCandidate:
    given: dict[str, Any] = {
        "person_ref": SANNE,
        "name": SANNE_NAME,
        "email": SANNE_EMAIL,
        "phone": None,
        "profile": PROFILE,
        "employment": AT_DUINMEER,
        "hidden": True,
        "goes_first_given": False,
    }
    return RegisterCandidate(**{**given, **changes})


def waterrijk_registers(**changes: Any) -> RegisterEmployee:
    given: dict[str, Any] = {
        "organisation": "waterrijk",
        "name": WILLEM_NAME,
        "email": WILLEM_EMAIL,
        "phone": None,
        "profile": PROFILE,
        "employment": AT_WATERRIJK,
        "goes_first": FIRST,
        "hidden_given": False,
    }
    return RegisterEmployee(**{**given, **changes})
