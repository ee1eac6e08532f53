"""What the document shows of somebody who registers; every name and address is made up."""

from collections.abc import Mapping
from typing import Any

CANDIDATE: Mapping[str, Any] = {
    "identity": {"name": "A. Voorbeeld", "email": "a.voorbeeld@mail.example"},
    "employment": {
        "employer": "waterrijk",
        "legalForm": "contract",
        "contract": "permanent",
        "agreement": "cao-gemeenten",
        "scale": "9",
        "hours": 32,
    },
    "occupations": [{"scheme": "esco-occupation", "uri": "http://data.europa.eu/esco/occupation/1f2c7d2b"}],
    "skills": [{"scheme": "esco-skill", "uri": "http://data.europa.eu/esco/skill/3d6a1f4c"}],
    "hours": {"min": 28, "max": 36},
    "lowestScale": "9",
    "moves": ["permanent", "secondment"],
}
