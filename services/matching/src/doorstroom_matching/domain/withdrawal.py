"""Why a match is withdrawn."""

from enum import StrEnum

from doorstroom_matching.domain.finding import Rule
from doorstroom_matching.domain.verdict import Verdict


class Because(StrEnum):
    """Why a match is withdrawn. Whatever the candidate changed is one word, so that nobody learns what it was."""

    NEED_CLOSED = "need-closed"
    NEED_CHANGED = "need-changed"
    MATCHING_OFF = "matching-off"
    OUT_OF_AUDIENCE = "out-of-audience"
    CANDIDATE_CHANGED = "candidate-changed"
    CANDIDATE_WITHDRAWN = "candidate-withdrawn"
    CANDIDATE_ERASED = "candidate-erased"
    CANDIDATE_WITHDREW = "candidate-withdrew"
    CONSENT_WITHDRAWN = "consent-withdrawn"


ENDED_BY_THE_PERSON = frozenset({Because.CANDIDATE_WITHDREW, Because.CONSENT_WITHDRAWN})


def why_withdrawn(judged: int, verdict: Verdict) -> Because:
    """Closed, switched off and withdrawn first, then whichever side has changed since the proposal.

    `judged` is the version of the candidate that was judged last.
    """
    if not verdict.need.is_open:
        return Because.NEED_CLOSED
    if not verdict.need.is_matched:
        return Because.MATCHING_OFF
    if not verdict.candidate.is_active:
        return Because.CANDIDATE_WITHDRAWN
    if verdict.candidate.version != judged:
        return Because.CANDIDATE_CHANGED
    if any(finding.rule in (Rule.STAGE, Rule.TIER) for finding in verdict.failed):
        return Because.OUT_OF_AUDIENCE
    return Because.NEED_CHANGED
