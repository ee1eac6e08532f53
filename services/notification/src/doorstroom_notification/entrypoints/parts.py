"""What the routes work with."""

from dataclasses import dataclass

from doorstroom_common.clock import Clock
from doorstroom_common.database import Database
from doorstroom_common.imports import Imports
from doorstroom_common.mandate_store import MandateStore
from doorstroom_notification.adapters.inbox import Inbox
from doorstroom_notification.adapters.notice_reading import NoticeReading
from doorstroom_notification.application.ports import KnownCovenants, MandateRegister, Recruiters, RoleRegister


@dataclass(frozen=True, slots=True)
class Parts:
    database: Database
    clock: Clock
    recruiters: Recruiters
    inbox: Inbox
    roles: RoleRegister
    covenants: KnownCovenants
    notices: NoticeReading
    source: str
    imports: Imports
    mandates: MandateRegister
    in_force: MandateStore
