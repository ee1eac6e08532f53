"""Says what was compared, also where the parts of the test find a difference and not its one test file."""

import pytest

pytest.register_assert_rewrite(*(f"tests.stateful.{part}" for part in ("deeds", "looking", "postings", "totals")))
