"""`python -m doorstroom_notification serve | migrate | openapi`"""

import sys

from doorstroom_common.command import ServiceCommand
from doorstroom_notification.bootstrap import MIGRATIONS
from doorstroom_notification.main import create_app
from doorstroom_notification.settings import NotificationSettings

COMMAND = ServiceCommand("notification", NotificationSettings, create_app, MIGRATIONS)


def main() -> int:
    return COMMAND.main()


if __name__ == "__main__":
    sys.exit(main())
