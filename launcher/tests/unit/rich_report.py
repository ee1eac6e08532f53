"""A report in which everything occurs: the year as the vacancy service answers it, and one of each story."""

import json
from datetime import date
from typing import Any

from doorstroom.report.facts import (
    ClauseFound,
    Finding,
    Heard,
    Job,
    Lending,
    Look,
    Person,
    Refusal,
    Region,
    Report,
    Said,
    SecondBest,
    Way,
    Yes,
)
from doorstroom.report.reading import year_of
from doorstroom_common.covenant import ClauseCode
from doorstroom_vacancy.application.read_results import ResultsRead
from doorstroom_vacancy.domain.progress import Step
from doorstroom_vacancy.domain.results import Baseline, Counted, Period, published
from doorstroom_vacancy.entrypoints.result_answers import results_answer

ORGANISATIONS = {
    "waterrijk": "Waterrijk",
    "duinmeer": "Duinmeer",
    "heidestad": "Heidestad",
    "rietdam": "Rietdam",
    "klaverhove": "Klaverhove",
    "zilverveen": "Zilverveen",
    "oeverhout": "Oeverhout",
    "waterschap-de-zilte": "Waterschap De Zilte",
    "servicepunt-delta": "Servicepunt Delta",
}
COUNTED = Counted(
    opened={"waterrijk": 60, "duinmeer": 81},
    vacancies={
        ("filled", "own"): 14,
        ("filled", "partner_first"): 5,
        ("filled", "partner"): 31,
        ("filled", "external"): 17,
        ("not-filled", "none"): 9,
        ("withdrawn", "none"): 3,
        ("hired-in", "none"): 6,
        ("not-given", "none"): 2,
    },
    moves={
        ("duinmeer", "waterrijk"): 8,
        ("duinmeer", "heidestad"): 12,
        ("waterrijk", "duinmeer"): 6,
        ("heidestad", "duinmeer"): 2,
        ("heidestad", "rietdam"): 7,
        ("rietdam", "klaverhove"): 5,
        ("klaverhove", "waterrijk"): 3,
        ("waterschap-de-zilte", "zilverveen"): 1,
        ("servicepunt-delta", "oeverhout"): 5,
        ("outside", "waterrijk"): 11,
        ("outside", "rietdam"): 6,
    },
    secondments={("duinmeer", "heidestad"): 6, ("waterrijk", "rietdam"): 2, ("rietdam", "waterrijk"): 5},
    permanent=(29, 22),
    endings={"ended": 7, "converted": 5, "stopped": 1},
    deviations={"pay": 7, "hours": 2},
    reactions={"received": 12, "suitable": 40, "unsuitable": 31, "withdrawn": 6},
    furthest={Step.PROPOSED: 340, Step.CONTACT: 61, Step.INVITED: 22, Step.OFFERED: 9, Step.PLACED: 66},
    progress={"waterrijk": (48, 20), "oeverhout": (8, 0)},
    median_answer_hours=26.5,
)
BASELINE = Baseline(
    from_date=date(2025, 1, 1),
    until_date=date(2025, 12, 31),
    vacancies=97,
    filled=58,
    moves=3,
    permanent_contracts_kept=None,
    secondments=6,
    first_answer_hours=172,
)


def answer(counted: Counted = COUNTED, baseline: Baseline | None = BASELINE) -> Any:
    """What the vacancy service answers about such a year."""
    read = ResultsRead(
        Period.around(date(2026, 3, 1), date(2027, 2, 28)),
        published(counted, ORGANISATIONS),
        baseline and baseline.published(),
    )
    return json.loads(results_answer("delta-demo", read).to_json())


WORDS = {
    ClauseCode.PERMANENT_STAYS_PERMANENT: Said(
        nl="Volgens het convenant moet de nieuwe werkgever u een vast contract aanbieden.",
        en="By the covenant the new employer must offer you a permanent contract.",
    ),
    ClauseCode.PAY: Said(nl="Uw schaal, 10, blijft behouden.", en="Your scale, 10, is kept."),
    ClauseCode.HOURS: Said(nl="U kunt uw 36 uur per week houden.", en="You can keep your 36 hours a week."),
}
PROMISED = {
    ClauseCode.PERMANENT_STAYS_PERMANENT: "kept",
    ClauseCode.NO_NEW_TRIAL_PERIOD: "kept",
    ClauseCode.PAY: "supplement",
    ClauseCode.SERVICE: "kept",
    ClauseCode.HOURS: "kept",
    ClauseCode.PROMOTION: "supplement-phased-out",
}
FOUND = {
    ClauseCode.PERMANENT_STAYS_PERMANENT: "preserved_by_covenant",
    ClauseCode.NO_NEW_TRIAL_PERIOD: "preserved",
    ClauseCode.PAY: "supplemented",
    ClauseCode.SERVICE: "not_applicable",
    ClauseCode.PENSION: "preserved",
    ClauseCode.HOURS: "preserved",
    ClauseCode.TRAVEL_AND_LEAVE: "changed",
    ClauseCode.PROMOTION: "lost",
}
CLAUSES = tuple(
    ClauseFound(
        clause=code.value,
        promise=PROMISED.get(code, "none"),
        finding=FOUND.get(code),
        kept=None if code not in FOUND else code is not ClauseCode.PROMOTION,
        reason="scale-not-used" if code is ClauseCode.PROMOTION else None,
        words=WORDS.get(code),
        source="ZH: a permanent contract survives the move" if code is ClauseCode.PERMANENT_STAYS_PERMANENT else None,
    )
    for code in ClauseCode
)
HEARD = (
    Heard(day=date(2026, 9, 7), role="recruiter", organisation="waterrijk", what="vacancy"),
    *(
        Heard(day=date(2026, 9, 14), role="recruiter", organisation=partner, what="stage")
        for partner in ("duinmeer", "heidestad", "rietdam", "klaverhove")
    ),
    Heard(day=date(2026, 9, 14), role="recruiter", organisation="waterrijk", what="match", recruiters=2),
    Heard(day=date(2026, 9, 14), role="candidate", organisation=None, what="match"),
    Heard(day=date(2026, 9, 16), role="candidate", organisation=None, what="contact-requested"),
    Heard(day=date(2026, 9, 18), role="recruiter", organisation="waterrijk", what="contact-granted"),
    Heard(day=date(2026, 9, 23), role="candidate", organisation=None, what="invited"),
    Heard(day=date(2026, 10, 1), role="candidate", organisation=None, what="offered"),
    Heard(day=date(2026, 10, 5), role="lender", organisation="duinmeer", what="employment-confirmation-asked"),
)
ASKED = (
    ("/matching/v1/matches/{matchId}", "/candidate/v1/candidates/{candidateId}"),
    ("/candidate/v1/candidates/{candidateId}", "/candidate/v1/disclosures/{disclosureId}"),
)
LOOKS = tuple(
    Look(
        day=day, organisation=organisation, role="lender" if organisation == "duinmeer" else "recruiter", method="GET",
        path=path, status=200 if organisation == "waterrijk" and "candidates" not in path else 404,
        granted=granted and organisation == "waterrijk",
    )
    for day, granted, paths in ((date(2026, 9, 15), False, ASKED[0]), (date(2026, 9, 21), True, ASKED[1]))
    for organisation in ORGANISATIONS
    for path in paths
)  # fmt: skip


def report(title: str = "Adviseur vergunningen", year: Any = None) -> Report:
    """`title` is what an employer wrote; it stands in every story."""
    return Report(
        region=Region(
            name="de Delta",
            covenant="Samen werken in de Delta (verzonnen)",
            version=1,
            hash="sha256:" + "0123456789abcdef" * 4,
            organisations=ORGANISATIONS,
            source=Said(nl="Alles is verzonnen.", en="Everything is made up."),
            seed=1,
        ),
        year=year_of(year or answer()),
        way=Way(
            person=Person(
                name="Zoë Westra",
                employer="duinmeer",
                occupation="overheidsfunctionaris vergunningen",
                contract="permanent",
                agreement="cao-gemeenten",
                scale="10",
                hours=36,
            ),
            job=Job(
                title=title,
                organisation="waterrijk",
                opened=date(2026, 9, 7),
                until=None,
                contract="temporary-with-prospect",
                agreement="cao-gemeenten",
                lowest_scale="9",
                highest_scale="10A",
                lowest_hours=32,
                highest_hours=36,
            ),
            relation="partner",
            tier="partner_first",
            clauses=CLAUSES,
            heard=HEARD,
            looks=LOOKS,
            contract="permanent",
            hours=36,
            start=date(2026, 12, 1),
        ),
        refusal=Refusal(
            title=title,
            organisation="rietdam",
            relation="partner",
            tier="partner",
            findings=(
                Finding(
                    rule="tier",
                    finding="met",
                    words=Said(
                        nl="U bent kandidaat in deze groep: personeel van partners.",
                        en="You compete in this group: staff of partners.",
                    ),
                    source=None,
                ),
                Finding(
                    rule="permanent-stays-permanent",
                    finding="lost",
                    words=Said(
                        nl="Dit werk is tijdelijk en uw contract is vast. Alleen een detachering met recht op terugkeer"
                        " zou kunnen.",
                        en="This work is temporary and your contract is permanent. Only a secondment with a right to"
                        " return would be possible.",
                    ),
                    source="ZH: a permanent contract survives the move",
                ),
            ),
            stopped_by=("permanent-stays-permanent",),
            rules_version="1.0",
        ),
        second_best=SecondBest(
            person="Tariq Lamers",
            title=title,
            sender="heidestad",
            rejected=date(2026, 6, 1),
            reason="other-candidate",
            next_title="Beleidsmedewerker wonen",
            receiver="klaverhove",
            consented=date(2026, 6, 3),
            sent=date(2026, 6, 3),
            accepted=date(2026, 6, 9),
            placed=date(2026, 6, 24),
            contract="permanent",
            start=date(2026, 9, 1),
        ),
        lending=Lending(
            person="Hanna Dijkema",
            title=title,
            lender="rietdam",
            borrower="waterschap-de-zilte",
            asked=date(2026, 4, 7),
            yeses=(
                Yes(by="candidate", day=date(2026, 4, 10)),
                Yes(by="lender", day=date(2026, 4, 17)),
                Yes(by="borrower", day=date(2026, 4, 28)),
            ),
            start=date(2026, 6, 1),
            end=date(2027, 5, 31),
            hours=24,
            right_to_return=True,
            replacement="colleagues",
        ),
    )
