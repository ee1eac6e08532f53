"""Names, addresses, numbers and texts that stand nowhere else, in every place where something personal is taken in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from doorstroom.demo.driver import Driver
from doorstroom.demo.story import Kind, Step, Story

MARK = "kanarie"
NUMBER = "990100"


def marked(story: Story) -> Story:
    return replace(story, steps=tuple(replace(step, body=_marked(step)) for step in story.steps))


def _marked(step: Step) -> Mapping[str, Any]:
    """Unmistakable, and different for each step."""
    name, address, phone = f"{MARK.title()} Naam {step.key}", f"{MARK}.{step.key}@post.example", f"06 {NUMBER} 12"
    match step.kind:
        case Kind.RECRUITER:
            return {**step.body, "name": name, "email": address}
        case Kind.CANDIDATE | Kind.REGISTRATION:
            return {**step.body, "identity": {"name": name, "email": address, "phone": phone}}
        case Kind.VACANCY | Kind.SECONDMENT:
            contact = {"name": name, "email": address, "phone": phone}
            return {**step.body, "text": f"{MARK.title()}tekst van {step.key}", "contactPerson": contact}
        case Kind.REACTION if "reference" in step.body:
            return {"reference": f"{MARK}-{step.key}"}
    return step.body


async def send_what_is_refused(driver: Driver) -> None:
    """Requests with faults in them, which a careless service would repeat in its log or keep somewhere."""
    person = next(step for step in driver.story.steps if step.kind is Kind.CANDIDATE)
    candidates, vacancies = "/candidate/v1/candidates", "/vacancy/v1/vacancies"
    name = f"{MARK} zonder plek"
    tries = [
        (person.key, candidates, {**person.body, "name": name}),
        (person.key, candidates, {**person.body, "identity": {"name": name * 40, "email": f"{MARK}@@post.example"}}),
        (person.key, candidates, {**person.body, "moves": [MARK]}),
        (person.key, candidates, person.body),
        ("waterrijk", vacancies, {"title": name, "contactPerson": {"name": [name], "phone": MARK}}),
        ("waterrijk", f"{vacancies}/{MARK}/closure", {"outcome": MARK}),
        ("waterrijk", "/notification/v1/recruiters", {"name": name, "email": name}),
    ]
    for caller, path, body in tries:
        answer = await driver.http.post(path, json=body, headers=driver.headers(caller))
        assert answer.status_code in (400, 404, 409), answer.text
    answer = await driver.get("waterrijk", "/matching/v1/matches", needId=MARK)
    assert answer.status_code == 400, answer.text
