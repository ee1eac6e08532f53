"""What the document shows of a need, as somebody could send it; the days are far away, so that it stays good."""

from collections.abc import Mapping
from typing import Any

VACANCY: Mapping[str, Any] = {
    "title": "Vergunningverlener",
    "occupation": {
        "scheme": "esco-occupation",
        "uri": "http://data.europa.eu/esco/occupation/1f2c7d2b-5b0d-4a6e-9a53-0f6c1c7b7e11",
        "label": "vergunningverlener",
    },
    "hours": {"min": 24, "max": 36},
    "scales": {"agreement": "cao-gemeenten", "min": "9", "max": "10A"},
    "need": {"kind": "structural"},
    "contractForOutsiders": "temporary-with-prospect",
    "closingDate": "2030-04-12",
    "latestStartDate": "2030-06-01",
    "place": {"name": "Waterrijk"},
    "requiredSkills": [{"scheme": "esco-skill", "uri": "http://data.europa.eu/esco/skill/3d6a1f4c"}],
    "text": "Jij beoordeelt aanvragen en spreekt met wie ze indient.",
}
SECONDMENT_REQUEST: Mapping[str, Any] = {
    "title": "Planeconoom voor een half jaar",
    "occupation": VACANCY["occupation"],
    "hours": {"min": 16, "max": 24},
    "scales": {"agreement": "cao-gemeenten", "min": "10", "max": "11"},
    "startDate": "2030-05-01",
    "endDate": "2030-10-31",
}
