"""The published language, for tests: every event a service publishes is validated, every one it reads is an example.

`validate_event(message)` raises an `AssertionError` that names every fault; `examples(type)["rich"]` is what a consumer
must be able to read.
"""

from doorstroom_common.testing.contracts.catalogue import event_types, examples
from doorstroom_common.testing.contracts.validation import faults_of, validate_event, validate_public_event

__all__ = ["event_types", "examples", "faults_of", "validate_event", "validate_public_event"]
