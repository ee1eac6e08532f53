"""The catalogue of topics, as installed services carry it.

`contracts/topics/*.yaml` says the same; a test holds both equal.
"""

from dataclasses import dataclass
from datetime import timedelta

PARTITIONS = 8
"""Never changed: another number would move keys to other partitions and break their order."""

COMPACTION_LAG = timedelta(days=14)
"""How long every record stays; after that the last per key, and a tombstone goes."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of states. `producers` are the only services that publish to it.

    `also_keys` name the keys of further states: under the same key the log would keep only the newer of the two.

    Compacted by key after the lag; with `compaction_lag` None every record stays for ever: a vacancy cites the version
    of a covenant under which it was opened, and a reader that comes new must find that one too.
    """

    name: str
    key: str
    producers: tuple[str, ...]
    also_keys: tuple[str, ...] = ()
    partitions: int = PARTITIONS
    compaction_lag: timedelta | None = COMPACTION_LAG


_SERVICES = ("vacancy", "candidate", "matching", "notification")

TOPICS: dict[str, Topic] = {
    topic.name: topic
    for topic in (
        Topic("covenants", "covenantId", ("vacancy",), compaction_lag=None),
        Topic("vacancies", "vacancyId", ("vacancy",)),
        Topic("secondments", "secondmentRequestId", ("vacancy",)),
        Topic("reactions", "reactionId", ("vacancy",)),
        Topic("placements", "placementId", ("vacancy",), also_keys=("deviationId",)),
        Topic("candidates", "candidateId", ("candidate",)),
        Topic("disclosures", "disclosureId", ("candidate",)),
        Topic("matches", "matchId", ("matching",)),
        Topic("referrals", "referralId", ("matching",)),
        Topic("overrulings", "overrulingId", ("matching",)),
        Topic("deliveries", "deliveryId", ("notification",)),
        Topic("erasures", "candidateId", _SERVICES),
        Topic("mandates", "mandateId", ("notification",)),
    )
}
