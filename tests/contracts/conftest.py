import shutil
from pathlib import Path

import pytest

from doorstroom_common.testing.contracts.catalogue import contracts_folder


@pytest.fixture
def contracts(tmp_path: Path) -> Path:
    """A copy of the contracts, to plant faults in."""
    return Path(shutil.copytree(contracts_folder(), tmp_path / "contracts"))
