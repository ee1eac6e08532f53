"""What should come of a story, worked out by other means: from its plain JSON and the covenant's YAML alone.

It imports nothing of the product. A day is a number; at nine stages change, at ten people act.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

Json = dict[str, Any]
PERSON, EMPLOYER = "person", "employer"
PUBLIC = "public"
FEWEST = 5


class Model:
    """Plays the story from the first day to the last; `told` and `proposed` hold what it comes to."""

    def __init__(self, story: Json, covenant: Json) -> None:
        self.story, self.covenant = story, covenant
        self.members = {member["id"]: member for member in covenant["members"]}
        self.lengths = [(stage["stage"], stage.get("days")) for stage in covenant["stages"]]
        self.clauses = covenant["contractPreservation"]["clauses"]
        self.needs: dict[str, Json] = {}
        self.people: dict[str, Json] = {}
        self.recruiters: list[tuple[str, str, tuple[int, int], Json]] = []
        self.reactions: dict[str, str] = {}
        self.told: list[list[str]] = []
        self.proposed: dict[tuple[str, str], Any] = {}
        self.matches: dict[tuple[str, str], Json] = {}
        self.unshown: set[tuple[str, str]] = set()
        self.due: dict[tuple[str, str], int] = {}
        self.fit = cache(self._fit)

    def play(self) -> Json:
        kinds = list(dict.fromkeys(step["kind"] for step in self.story["steps"]))
        for day in range(self.story["days"] + 1):
            self.day = day
            self.now = (self.day, 0)
            self._terms_pass()
            self.now = (self.day, 9)
            self._stages_change()
            self._look_at_pairs()
            self.now = (self.day, 10)
            for kind in sorted(kinds, key=ORDER.index):
                for step in self.story["steps"]:
                    if step["day"] == self.day and step["kind"] == kind:
                        getattr(self, "_" + kind.replace("-", "_"))(step)
                self._look_at_pairs()
        vacancies = {key: need for key, need in self.needs.items() if "need" in need["body"]}
        return {
            "stages": {key: need["stages"] for key, need in vacancies.items()},
            "heldBack": sorted(key for key, need in vacancies.items() if need["held"]),
            "alerts": sorted(self.told),
            "matches": [self.matches[pair] for pair in sorted(self.matches)],
        }

    # What people and systems do.

    def _recruiter(self, step: Json) -> None:
        self.recruiters.append((step["by"], step["key"], self.now, step["body"].get("wishes", {})))

    def _vacancy(self, step: Json) -> None:
        self.needs[step["key"]] = {"by": step["by"], "body": step["body"], "open": True, "stages": {}, "held": False}
        self._open(step["key"], next(name for name, days in self.lengths if days != 0))

    def _secondment_request(self, step: Json) -> None:
        assert not self.covenant["secondment"]["staged"]
        self.needs[step["key"]] = {
            "by": step["by"],
            "body": step["body"],
            "open": True,
            "stages": {"partners": self.day},
        }
        self._tell(self._partners(step["by"]), "secondment-request", step["key"], step["by"])

    def _candidate(self, step: Json) -> None:
        self.people[step["key"]] = {"body": step["body"], "by": PERSON, "active": True}

    def _registration(self, step: Json) -> None:
        self.people[step["key"]] = {"body": step["body"], "by": EMPLOYER, "active": False}

    def _confirmation(self, step: Json) -> None:
        self.people[step["about"]]["active"] = True

    def _candidate_withdrawal(self, step: Json) -> None:
        self.people[step["about"]]["active"] = False

    def _reaction(self, step: Json) -> None:
        self.reactions[step["key"]] = step["about"]

    def _reaction_withdrawal(self, step: Json) -> None:
        vacancy = self.reactions.pop(step["about"])
        need = self.needs[vacancy]
        if need["open"] and need["held"] and self._too_few(vacancy):
            self._open(vacancy, PUBLIC)

    def _closure(self, step: Json) -> None:
        self.needs[step["about"]]["open"] = False

    # Stages, and whom they tell.

    def _stages_change(self) -> None:
        following = dict(zip([name for name, _ in self.lengths], [name for name, _ in self.lengths][1:], strict=False))
        for key, need in self.needs.items():
            if not need["open"] or "need" not in need["body"]:
                continue
            stage, opened = list(need["stages"].items())[-1]
            if stage == PUBLIC or self.day != opened + dict(self.lengths)[stage]:
                continue
            due = following[stage]
            always = due != PUBLIC or self.covenant["publicWhen"]["rule"] == "always"
            need["held"] = not always and not self._too_few(key)
            if not need["held"]:
                self._open(key, due)

    def _too_few(self, vacancy: str) -> bool:
        enough: int = self.covenant["publicWhen"]["reactions"]
        return sum(about == vacancy for about in self.reactions.values()) < enough

    def _open(self, key: str, stage: str) -> None:
        need = self.needs[key]
        shared_before = any(name != "own" for name in need["stages"])
        need["stages"][stage], need["held"] = self.day, False
        if stage != "own":
            self._tell(self._partners(need["by"]), "stage" if shared_before else "vacancy", key, need["by"])

    def _partners(self, organisation: str) -> list[str]:
        return [member for member in self.members if member != organisation]

    def _tell(self, organisations: list[str], kind: str, about: str, cause: str) -> None:
        for organisation, recruiter, since, wishes in self.recruiters:
            if organisation in organisations and since <= self.now and wishes.get(kind) != "none":
                self.told.append([organisation, recruiter, kind, about, cause])

    # Pairs: who is proposed for what, in which group.

    def _look_at_pairs(self) -> None:
        for key, need in self.needs.items():
            for who, person in self.people.items():
                before, after = self.proposed.get((key, who)), self._judged(key, who)
                if after == before:
                    continue
                self.proposed[key, who] = after
                if after is None:
                    self.unshown.discard((key, who))
                    self.matches[key, who]["status"] = "withdrawn"
                    continue
                tier, relation, kept = after
                self.matches[key, who] = {
                    "need": key, "candidate": who, "status": "proposed", "tier": tier, "relation": relation,
                    "contractKept": kept,
                }  # fmt: skip
                if "need" in need["body"] and before is None:
                    self.unshown.add((key, who))
                    self.due[key, who] = self.day + self.covenant["terms"]["candidateAnswerDays"] + 1
                assert person["active"]
        self._show()

    def _terms_pass(self) -> None:
        """Nobody answers in this story: a proposal that was shown and still stands is overdue once its term is over."""
        for (key, who), due in self.due.items():
            if due == self.day and self.proposed[key, who] and (key, who) not in self.unshown:
                self._tell([self.needs[key]["by"]], "answer", f"{key}/{who}", self.needs[key]["by"])

    def _show(self) -> None:
        """With fewer than five active people no card is shown: each is asked first, and nobody here says yes."""
        if sum(person["active"] for person in self.people.values()) < FEWEST:
            return
        for key, who in self.unshown:
            self._tell([self.needs[key]["by"]], "match", f"{key}/{who}", self.needs[key]["by"])
        self.unshown.clear()

    def _judged(self, key: str, who: str) -> tuple[str, str, str] | None:
        """The tier, the relation and whether the contract is kept; None for a pair that is not proposed."""
        need, person = self.needs[key], self.people[who]
        if not need["open"] or not person["active"] or not (kept := self.fit(key, who)):
            return None
        relation = self._relation(need["by"], person["body"].get("employment"))
        opened_to = {"own": ["own"], "partners": ["own", "partner"], PUBLIC: ["own", "partner", "external"]}
        if relation not in opened_to[list(need["stages"])[-1]]:
            return None
        tier = self._tier(relation, person)
        return (tier, relation, kept) if tier else None

    def _relation(self, organisation: str, job: Json | None) -> str:
        if job is None or job["employer"] not in self.members:
            return "external"
        places = {job["employer"]}
        serves = self.members[job["employer"]].get("employsStaffFor", [])
        if job.get("workplace") in serves and self.covenant["ownStaff"]["means"] == "workplace":
            places.add(job["workplace"])
        return "own" if organisation in places else "partner"

    def _tier(self, relation: str, person: Json) -> str | None:
        days = person["body"].get("goesFirst")
        today = (date.fromisoformat(self.story["start"]) + timedelta(days=self.day)).isoformat()
        first = bool(days and days["from"] <= today <= days["until"])
        if first and relation != "own" and self.covenant["goingFirst"]["voluntaryOnly"]:
            if person["by"] == EMPLOYER:
                return None
            first = False
        order = self.covenant["tiers"]["order"]
        return next((name for name in ([f"{relation}_first"] if first else []) + [relation] if name in order), None)

    def _fit(self, key: str, who: str) -> str | None:
        """Whether the contract is kept (yes, with-supplement, no) where every hard rule passes, else None."""
        need, body, by = self.needs[key], self.people[who]["body"], self.people[who]["by"]
        offer, job = need["body"], body.get("employment")
        lent = "need" not in offer
        until = offer["endDate"] if lent else offer["need"].get("until")
        move = "secondment" if lent else "temporary" if until else "permanent"
        at_home = job and need["by"] in (job["employer"], job.get("workplace"))
        hidden = by == PERSON and body.get("hiddenFromEmployer", True)
        asked, present = {term["uri"] for term in offer["requiredSkills"]}, {term["uri"] for term in body["skills"]}
        latest = offer["startDate"] if lent else offer.get("latestStartDate", until)
        lowest, compared = body.get("lowestScale"), not job or job["agreement"] == offer["scales"]["agreement"]
        if (
            (at_home and hidden)
            or need["by"] in body.get("blockedOrganisations", [])
            or move not in body["moves"]
            or len(asked & present) * 100 < len(asked) * offer.get("requiredShare", 100)
            or offer["hours"]["min"] > body["hours"]["max"]
            or body["hours"]["min"] > offer["hours"]["max"]
            or (latest and body.get("availableFromDate", "") > latest)
            or (lowest and compared and scale(lowest) > scale(offer["scales"]["max"]))
        ):
            return None
        if job is None or lent:
            return "yes"
        codes = [*self._contract(need, offer, body, job)]
        bars = any(code == "lost" and (rule == "permanent-stays-permanent" or self._bars(rule)) for rule, code in codes)
        found = {code for _, code in codes}
        return (
            None if bars else "no" if "lost" in found else "with-supplement" if found & {"less", "unknown"} else "yes"
        )

    def _bars(self, rule: str) -> bool:
        return bool(self.clauses[rule]["strictness"] == "required")

    def _contract(self, need: Json, offer: Json, body: Json, job: Json) -> Iterator[tuple[str, str]]:
        obliged = self._relation(need["by"], job) in ("own", "partner")
        promised = {rule: clause["promise"] if obliged else "none" for rule, clause in self.clauses.items()}
        permanent = job["contract"] == "permanent"
        safe = need["by"] == job["employer"] or offer["contractForOutsiders"] == "permanent"
        safe = offer["need"]["kind"] == "structural" and (safe or promised["permanent-stays-permanent"] != "none")
        yield "permanent-stays-permanent", "lost" if permanent and not safe else "kept"
        held, scales, supplement = job["scale"], offer["scales"], promised["pay"].startswith("supplement")
        if job["agreement"] != scales["agreement"]:
            yield "pay", "unknown"
        elif held[-1].isalpha() and held not in (scales["min"], scales["max"]):
            yield "pay", "less" if supplement else "unknown"
        elif scale(held) <= scale(scales["max"]) or promised["pay"] == "kept":
            yield "pay", "kept"
        else:
            yield "pay", "less" if supplement else "lost"
        fewer_is_fine = body["hours"]["min"] <= offer["hours"]["max"]
        yield "hours", "kept" if offer["hours"]["max"] >= job["hours"] or fewer_is_fine else "lost"


ORDER = [
    "recruiter", "vacancy", "secondment-request", "candidate", "registration", "confirmation", "reaction",
    "reaction-withdrawal", "candidate-withdrawal", "closure",
]  # fmt: skip


def scale(code: str) -> tuple[int, str]:
    found = re.fullmatch(r"(\d+)([A-Z]?)", code)
    assert found
    return int(found[1]), found[2]
