"""Who would show the same card, counted from plain JSON and the covenant's YAML; nothing of the product is imported."""

from collections.abc import Iterable
from typing import Any

from tests.e2e.model import Json, Model, scale

FIELDS = (
    "startMonth", "skillsPresent", "hoursBand", "goesFirst", "scaleFits", "skillsCount", "occupationGroup",
    "contractKept",
)  # fmt: skip
BANDS = ((8, "1-8"), (16, "9-16"), (24, "17-24"), (32, "25-32"), (99, "33-36"))


class Alike(Model):
    """On one day: `today` as ISO. A need is `{"by", "body"}`, a person `{"body", "by", "active"}`, as in `Model`."""

    def __init__(self, covenant: Json, today: str) -> None:
        super().__init__({"steps": [], "days": 0, "start": today}, covenant)
        self.day = 0

    def cards(self, need: Json, people: Iterable[Json]) -> list[Json]:
        """What each active person would show."""
        return [self.card(need, person) for person in people if person["active"]]

    def card(self, need: Json, person: Json) -> Json:
        offer, body = need["body"], person["body"]
        asked, present = {term["uri"] for term in offer["requiredSkills"]}, {term["uri"] for term in body["skills"]}
        same = offer["occupation"]["uri"] in {term["uri"] for term in body["occupations"]}
        job = body.get("employment")
        relation = self._relation(need["by"], job)
        return {
            "startMonth": body["availableFromDate"][:7] if body.get("availableFromDate") else None,
            "skillsPresent": frozenset(asked & present),
            "skillsCount": len(asked & present),
            "hoursBand": next(name for most, name in BANDS if body["hours"]["max"] <= most),
            "goesFirst": (self._tier(relation, person) or "").endswith("_first"),
            "scaleFits": _fits(offer["scales"], body.get("lowestScale"), job),
            "occupationGroup": (offer["occupation"].get("label") or offer["occupation"]["uri"]) if same else "other",
            "contractKept": self._kept(need, offer, body, job),
        }

    def _kept(self, need: Json, offer: Json, body: Json, job: Json | None) -> str:
        if job is None or "need" not in offer:
            return "yes"
        found = {code for _, code in self._contract(need, offer, body, job)}
        return "no" if "lost" in found else "with-supplement" if found & {"less", "unknown"} else "yes"


def crowd(card: Json, cards: Iterable[Json]) -> int:
    """How many of these show what this card shows; what it withholds does not count."""
    withheld = card.get("withheld", [])
    assert withheld == list(FIELDS[: len(withheld)]), "fields drop away in one order"
    assert not set(withheld) & card.keys(), "a field that is withheld says nothing"
    wanted = {field: _plain(field, card.get(field)) for field in FIELDS if field not in withheld}
    return sum(wanted.items() <= other.items() for other in cards)


def _plain(field: str, value: Any) -> Any:
    return frozenset(term["uri"] for term in value) if field == "skillsPresent" else value


def _fits(offered: Json, lowest: str | None, job: Json | None) -> bool:
    compared = not job or job["agreement"] == offered["agreement"]
    return not lowest or (compared and scale(lowest) <= scale(offered["max"]))
