"""The closed lists of words that a covenant file may use."""

from enum import StrEnum


class MemberKind(StrEnum):
    MUNICIPALITY = "municipality"
    PROVINCE = "province"
    WATER_BOARD = "water-board"
    JOINT_ARRANGEMENT = "joint-arrangement"
    CENTRAL_GOVERNMENT = "central-government"
    EDUCATION = "education"
    CARE = "care"
    OTHER_PUBLIC = "other-public"
    PRIVATE = "private"


class TierName(StrEnum):
    """The groups in which candidates compete, in their usual order."""

    OWN_FIRST = "own_first"
    OWN = "own"
    PARTNER_FIRST = "partner_first"
    PARTNER = "partner"
    LINKED = "linked"
    EXTERNAL = "external"


class StageName(StrEnum):
    """The opening stages, in the only order they can have."""

    OWN = "own"
    PARTNERS = "partners"
    LINKED = "linked"
    PUBLIC = "public"


class Role(StrEnum):
    RECRUITER = "recruiter"
    VACANCY_HOLDER = "vacancy-holder"
    CO_ORDINATOR = "co-ordinator"


class PublicRule(StrEnum):
    ALWAYS = "always"
    TOO_FEW = "too_few"


class OwnMeans(StrEnum):
    """Where somebody is own staff: with whom the contract is, or also where the work is done."""

    EMPLOYER = "employer"
    WORKPLACE = "workplace"


class LegalForm(StrEnum):
    CONTRACT = "contract"
    PUBLIC_LAW = "public-law"
    PAYROLL = "payroll"
    AGENCY = "agency"


class Need(StrEnum):
    """How long the work lasts: not the same as the contract that is offered."""

    STRUCTURAL = "structural"
    UNTIL = "until"


class ClauseCode(StrEnum):
    """The nine clauses of contract preservation, in their order."""

    PERMANENT_STAYS_PERMANENT = "permanent-stays-permanent"
    NO_NEW_TRIAL_PERIOD = "no-new-trial-period"
    PAY = "pay"
    SERVICE = "service"
    CHAIN = "chain"
    PENSION = "pension"
    HOURS = "hours"
    TRAVEL_AND_LEAVE = "travel-and-leave"
    PROMOTION = "promotion"


class Promise(StrEnum):
    """What members promise one another for a clause; a supplement is possible for pay and travel alone."""

    NONE = "none"
    KEPT = "kept"
    SUPPLEMENT = "supplement"
    SUPPLEMENT_PHASED_OUT = "supplement-phased-out"


class Strictness(StrEnum):
    REQUIRED = "required"
    RANKED = "ranked"
    ADVISORY = "advisory"


class TemporaryNeedOutcome(StrEnum):
    """What is left for a permanent employee where the need is temporary."""

    SECONDMENT = "secondment"
    NOTHING = "nothing"


class Settlement(StrEnum):
    """How a secondment is paid for between lender and borrower."""

    FIXED_TARIFF = "fixed-tariff"
    ACTUAL_COST = "actual-cost"
    CLOSED_PURSE = "closed-purse"


class PracticeTopic(StrEnum):
    """What members can have a practice for that no rule reads."""

    MEETING = "meeting"
    PROFILES = "profiles"
    CAREER_GUIDANCE = "career-guidance"
    REFERRALS = "referrals"
    SCARCE_EXPERTS = "scarce-experts"
    TRAINEES = "trainees"
    HIRING_IN = "hiring-in"
    ROLES = "roles"
    TAKING_PART = "taking-part"
    OPENNESS = "openness"
    GOALS = "goals"


class ContributionRule(StrEnum):
    NONE = "none"
    EQUAL = "equal"
    PER_FTE = "per-fte"
    BY_SIZE = "by-size"
