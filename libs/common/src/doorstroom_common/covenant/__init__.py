"""Covenants as data: read and refused with every fault, adopted, and asked who is near to whom.

Pure: nothing here reads a file, a clock or a network. Days are calendar days in
Europe/Amsterdam, the last one included.
"""

from doorstroom_common.covenant.adoption import check_adoption, is_adopted
from doorstroom_common.covenant.collection import Covenants
from doorstroom_common.covenant.faults import CovenantRefused, Fault
from doorstroom_common.covenant.members import Member
from doorstroom_common.covenant.membership import Membership
from doorstroom_common.covenant.model import Covenant
from doorstroom_common.covenant.parse import covenant_hash, parse_covenant
from doorstroom_common.covenant.relation import Relation, RelationFound, Work, admits
from doorstroom_common.covenant.stages import (
    StageDue,
    closing_date_kept,
    days_counted,
    first_stage,
    next_stage,
    opens_to_the_public,
    stage_ends_at,
    stages_ahead,
)
from doorstroom_common.covenant.tier import RegisteredBy, Tier, tier_of
from doorstroom_common.covenant.vocabulary import (
    ClauseCode,
    LegalForm,
    Need,
    Promise,
    StageName,
    Strictness,
    TemporaryNeedOutcome,
    TierName,
)

__all__ = [
    "ClauseCode",
    "Covenant",
    "CovenantRefused",
    "Covenants",
    "Fault",
    "LegalForm",
    "Member",
    "Membership",
    "Need",
    "Promise",
    "RegisteredBy",
    "Relation",
    "RelationFound",
    "StageDue",
    "StageName",
    "Strictness",
    "TemporaryNeedOutcome",
    "Tier",
    "TierName",
    "Work",
    "admits",
    "check_adoption",
    "closing_date_kept",
    "covenant_hash",
    "days_counted",
    "first_stage",
    "is_adopted",
    "next_stage",
    "opens_to_the_public",
    "parse_covenant",
    "stage_ends_at",
    "stages_ahead",
    "tier_of",
]
