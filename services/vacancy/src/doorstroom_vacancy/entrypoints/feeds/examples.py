"""Examples for `openapi.json`, made by what makes the answers, so that they cannot differ from them."""

from datetime import UTC, date, datetime
from uuid import UUID

from doorstroom_vacancy.domain.advertised import Advertised, AdvertisedRequest
from doorstroom_vacancy.domain.values import (
    Advert,
    ContactPerson,
    ContractForOutsiders,
    Hours,
    Need,
    NeedKind,
    Place,
    Scales,
    SecondmentDetails,
    Term,
    VacancyDetails,
)
from doorstroom_vacancy.entrypoints.feeds.entry import Feed, Site, entry_of
from doorstroom_vacancy.entrypoints.feeds.words import TO_ALL, TO_READER, Words

SITE = Site("https://doorstroom.example", "Doorstroom")
WORDS = Words("nl")
CHANGED = datetime(2026, 3, 23, 8, 0, tzinfo=UTC)
PERMIT_OFFICER = Advertised(
    posting_id=UUID("5f0c9d5e-3c1b-4d3a-9a54-6a7f0c2b8e11"),
    organisation="waterrijk",
    details=VacancyDetails(
        title="Vergunningverlener",
        occupation=Term(
            "esco-occupation",
            "http://data.europa.eu/esco/occupation/1f2c7d2b-5b0d-4a6e-9a53-0f6c1c7b7e11",
            "Vergunningverlener omgevingsrecht",
        ),
        posts=1,
        hours=Hours(24, 36),
        scales=Scales("cao-gemeenten", "9", "10A"),
        need=Need(NeedKind.STRUCTURAL),
        contract_for_outsiders=ContractForOutsiders.TEMPORARY_WITH_PROSPECT,
        closing_date=date(2026, 4, 12),
        required_share=100,
        place=Place("Waterrijk"),
        url="https://waterrijk.example/werken-bij/vergunningverlener",
    ),
    advert=Advert(
        "Jij beoordeelt aanvragen en spreekt met wie ze indient.",
        ContactPerson("Team werving", "werving@waterrijk.example", public=True),
    ),
    since=CHANGED,
    changed_at=CHANGED,
)
PLANNER_ON_LOAN = AdvertisedRequest(
    posting_id=UUID("8c2f1e74-6d55-4b0e-8f0a-2d1c9a7b3e42"),
    organisation="heuvelland",
    details=SecondmentDetails(
        title="Planeconoom voor een half jaar",
        occupation=Term("esco-occupation", "urn:occupation:planning-economist", "Planeconoom"),
        hours=Hours(16, 24),
        scales=Scales("cao-gemeenten", "10", "11"),
        start_date=date(2026, 4, 1),
        end_date=date(2026, 9, 30),
        required_share=100,
    ),
    advert=Advert("Zes maanden, drie dagen in de week."),
    since=CHANGED,
    changed_at=CHANGED,
)
PAGE = SITE.at(f"/vacancy-pages/{PERMIT_OFFICER.posting_id}")
ENTRY = entry_of(PERMIT_OFFICER, "Waterrijk", SITE.at(f"/job-postings/{PERMIT_OFFICER.posting_id}"), WORDS, PAGE)
INSIDE = entry_of(PERMIT_OFFICER, "Waterrijk", SITE.at(f"/vacancies/{PERMIT_OFFICER.posting_id}"), WORDS)
ON_LOAN = entry_of(PLANNER_ON_LOAN, "Heuvelland", SITE.at(f"/secondment-requests/{PLANNER_ON_LOAN.posting_id}"), WORDS)


def example_feed(path: str) -> Feed:
    """A feed at a path of ours; inside the network with a secondment request in it."""
    public = not path.startswith("/partner-feeds")
    return Feed(
        id=SITE.at(path) if public else SITE.at(f"{path}#duinmeer"),
        title=WORDS.say(TO_ALL if public else TO_READER),
        language=WORDS.language,
        site=SITE,
        address=SITE.at(path),
        following=None,
        entries=[ENTRY] if public else [INSIDE, ON_LOAN],
        form="application/ld+json" if public else "application/json",
    )
