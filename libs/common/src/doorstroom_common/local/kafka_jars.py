"""Apache Kafka's own jars, as kafka_jars.json pins them."""

from pathlib import Path

from doorstroom_common.local.pinned import Pins, Progress, ensure_files, read_pins

PINS = Path(__file__).with_name("kafka_jars.json")


def pinned() -> Pins:
    """What this Doorstroom runs."""
    version, jars = read_pins(PINS)
    return Pins("Apache Kafka", f"kafka-{version}", jars, "; with --bus postgres Doorstroom runs without Kafka")


def ensure_jars(progress: Progress) -> list[Path]:
    """The class path, fetched into the user's cache when it is not there."""
    return ensure_files(pinned(), progress)
