"""One story: Sanne works at Duinmeer and registers herself; Willem is registered by his employer, Waterrijk.

Their names, addresses and telephone numbers are unmistakable, so that a search finds them wherever they leaked.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
DEMO = (Path(__file__).parents[3] / "covenants" / "demo.yaml").read_text("utf-8")
EVERYTHING = ("candidates:read", "candidates:write")
EXTERNAL_ID_KEY = "a key for ids of other systems"
MAIL_DOMAINS = {"waterrijk": ["waterrijk.example"], "duinmeer": ["duinmeer.example"]}

SANNE_NAME, SANNE_EMAIL, SANNE_PHONE = (
    "Sanne Kanariegeel-Óskarsdóttir",
    "sanne.kanariegeel@thuis.example",
    "+31 6 00041701",
)
WILLEM_NAME, WILLEM_EMAIL, WILLEM_PHONE = "Willem Zwaluwstaart", "Willem.Zwaluwstaart@thuis.example", "06-00041702"
PERSONAL = ("kanariegeel", "skarsd", "zwaluwstaart", "thuis.example", "00041701", "00041702")
"""Parts of what must be nowhere but where identities are kept; compared without case."""

PERMITS = {"scheme": "esco-occupation", "uri": "http://data.europa.eu/esco/occupation/permits"}
LAW = {"scheme": "esco-skill", "uri": "http://data.europa.eu/esco/skill/law"}
ADVICE = {"scheme": "esco-skill", "uri": "http://data.europa.eu/esco/skill/advice"}

PASSPORT: dict[str, Any] = {
    "contractSinceDate": "2025-02-01",
    "pensionFund": "abp",
    "governmentServiceSinceDate": "2019-09-01",
    "noticeServiceSinceDate": "2024-02-01",
    "waitingServiceSinceDate": "2024-02-01",
    "chain": [
        {"from": "2024-02-01", "until": "2025-01-31", "temporary": True},
        {"from": "2025-02-01", "until": "2026-12-31", "temporary": True, "successive": True},
    ],
    "successive": False,
    "successors": [{"organisation": "rietdam", "successive": True}, {"organisation": "heidestad", "successive": False}],
    "allowancesMonthlyCents": 12500,
    "travelYearlyCents": 96000,
    "leaveYearlyHours": 158.4,
    "nextStepDate": "2026-04-01",
}

AT_DUINMEER = {
    "employer": "duinmeer",
    "legalForm": "contract",
    "contract": "permanent",
    "agreement": "cao-gemeenten",
    "scale": "9",
    "step": 7,
    "hours": 32,
}
AT_WATERRIJK = {**AT_DUINMEER, "employer": "waterrijk", "scale": "10A", "hours": 36}
TEMPORARY = {**AT_DUINMEER, "contract": "temporary", "contractEndDate": "2026-12-31", "passport": PASSPORT}

SANNE: dict[str, Any] = {
    "identity": {"name": SANNE_NAME, "email": SANNE_EMAIL, "phone": SANNE_PHONE},
    "employment": AT_DUINMEER,
    "occupations": [PERMITS],
    "skills": [LAW, ADVICE],
    "hours": {"min": 28, "max": 36},
    "lowestScale": "9",
    "availableFromDate": "2026-05-01",
    "moves": ["permanent", "secondment"],
    "blockedOrganisations": ["rietdam"],
    "acceptsLoss": ["travel-and-leave"],
}
WILLEM: dict[str, Any] = {
    "identity": {"name": WILLEM_NAME, "email": WILLEM_EMAIL, "phone": WILLEM_PHONE},
    "employment": AT_WATERRIJK,
    "goesFirst": {"from": "2026-03-01", "until": "2026-08-31"},
    "occupations": [PERMITS],
    "skills": [LAW],
    "hours": {"min": 32, "max": 36},
    "moves": ["permanent"],
}


def found_personal(text: str) -> list[str]:
    """Which personal parts stand in a text."""
    return [part for part in PERSONAL if part in text.casefold()]
