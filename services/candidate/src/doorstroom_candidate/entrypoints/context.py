"""What the routes get."""

from dataclasses import dataclass

from doorstroom_candidate.adapters.access_log import AccessLogListing
from doorstroom_candidate.adapters.advisers import AdvisedListing
from doorstroom_candidate.adapters.disclosures import DisclosureListing
from doorstroom_candidate.adapters.listing import Listing
from doorstroom_candidate.application.ports import Parts
from doorstroom_common.database import Database
from doorstroom_common.imports import Imports


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts of the use cases, and where to read and write."""

    parts: Parts
    database: Database
    listing: Listing
    disclosures: DisclosureListing
    log: AccessLogListing
    advised: AdvisedListing
    imports: Imports
