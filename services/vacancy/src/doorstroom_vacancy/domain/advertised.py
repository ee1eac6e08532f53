"""An open posting as it is advertised: nothing of who may see it, who reacted, or what its covenant says."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstroom_vacancy.domain.values import Advert, ContactPerson, SecondmentDetails, VacancyDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class Advertisement:
    """`since` is when its present stage opened: an earlier moment would tell who could see it before."""

    posting_id: UUID
    organisation: str
    advert: Advert
    since: datetime
    changed_at: datetime

    @property
    def contact(self) -> ContactPerson | None:
        """Whom everybody may ask; None where the posting keeps that to its audience."""
        contact = self.advert.contact_person
        return contact if contact and contact.public else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Advertised(Advertisement):
    """A vacancy."""

    details: VacancyDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvertisedRequest(Advertisement):
    """A secondment request: for members of the network, never for the public."""

    details: SecondmentDetails


AnyAdvertised = Advertised | AdvertisedRequest
