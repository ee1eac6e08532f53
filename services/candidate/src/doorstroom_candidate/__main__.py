"""`python -m doorstroom_candidate serve | migrate | openapi`"""

import sys

from doorstroom_candidate.bootstrap import MIGRATIONS
from doorstroom_candidate.main import create_app
from doorstroom_candidate.settings import CandidateSettings
from doorstroom_common.command import ServiceCommand

COMMAND = ServiceCommand("candidate", CandidateSettings, create_app, MIGRATIONS)

if __name__ == "__main__":
    sys.exit(COMMAND.main())
