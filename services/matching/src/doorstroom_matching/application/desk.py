"""What every use case of this service has at hand."""

from dataclasses import dataclass
from datetime import datetime

from doorstroom_common.clock import Clock
from doorstroom_matching.application.crowd_ports import Crowds
from doorstroom_matching.application.held import Held
from doorstroom_matching.application.ports import Copies, KnownCovenants, Lives, Matches, Pairs, Referrals


@dataclass(frozen=True, slots=True)
class Desk:
    """`source` is the CloudEvents source of this installation's matching service, `decision_key` seals its records."""

    clock: Clock
    known: KnownCovenants
    copies: Copies
    pairs: Pairs
    matches: Matches
    crowds: Crowds
    lives: Lives
    referrals: Referrals
    held: Held
    source: str
    decision_key: bytes = b""

    def now(self) -> datetime:
        return self.clock.now()
