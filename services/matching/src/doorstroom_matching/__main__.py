"""`python -m doorstroom_matching serve | migrate | openapi`"""

import sys

from doorstroom_common.command import ServiceCommand
from doorstroom_matching.bootstrap import MIGRATIONS
from doorstroom_matching.main import create_app
from doorstroom_matching.settings import MatchingSettings

COMMAND = ServiceCommand("matching", MatchingSettings, create_app, MIGRATIONS)

if __name__ == "__main__":
    sys.exit(COMMAND.main())
