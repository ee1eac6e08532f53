"""A mail that is due: checked against what is known now, handed to the mail server, settled.

At least once: a crash between the server's acceptance and our commit sends it again, under the same Message-ID.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from doorstroom_common.clock import Clock
from doorstroom_common.database import UnitOfWork
from doorstroom_common.observability.logging import logger
from doorstroom_notification.application.ports import Alerts, Copies, Delivery, MailDelayed, MailRefused, Post
from doorstroom_notification.application.tell_recruiters import DELIVERY_TIMER
from doorstroom_notification.domain.counting import shown_count

WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 300, 1_800, 7_200, 18_000, 36_000, 36_000))
"""After a passing failure: 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 10 h; tries run for about 28 hours."""


@dataclass(frozen=True, slots=True)
class DeliverAlert:
    """The timer handler of kind `deliver`; its key is the alert's id."""

    clock: Clock
    alerts: Alerts
    copies: Copies
    post: Post

    async def __call__(self, key: str, _: datetime, uow: UnitOfWork) -> None:
        delivery = await self.alerts.delivery(UUID(key), uow)
        if delivery is None:
            return
        if delivery.pointless:
            self.alerts.settle(delivery, "dropped", None, uow)
            return
        matches = await self.copies.proposed(delivery.need_id, uow)
        try:
            await self.post.send(delivery, shown_count(matches))
        except MailRefused as refused:
            self.alerts.refuse_address(delivery, uow)
            self._give_up(delivery, str(refused), uow)
        except MailDelayed as delayed:
            self._later(delivery, str(delayed), uow)
        else:
            self.alerts.settle(delivery, "sent", None, uow)

    def _later(self, delivery: Delivery, error: str, uow: UnitOfWork) -> None:
        if delivery.attempts >= len(WAITS):
            self._give_up(delivery, error, uow)
            return
        wait = WAITS[delivery.attempts]
        self.alerts.tried(delivery, error, uow)
        uow.schedule(DELIVERY_TIMER, str(delivery.alert_id), self.clock.now() + wait)
        logger("delivery").warning("mail delayed", alert_id=str(delivery.alert_id), reason=error, next_in=str(wait))

    def _give_up(self, delivery: Delivery, error: str, uow: UnitOfWork) -> None:
        self.alerts.settle(delivery, "given-up", error, uow)
        logger("delivery").error(
            "mail given up; the alert stays in the inbox",
            alert_id=str(delivery.alert_id),
            organisation=delivery.organisation,
            attempts=delivery.attempts + 1,
            reason=error,
        )
