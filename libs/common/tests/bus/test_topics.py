"""What the catalogue promises to readers who look at the contracts only."""

from pathlib import Path

import yaml

from doorstroom_common.bus import TOPICS

CONTRACTS = Path(__file__).parents[4] / "contracts" / "topics"


def test_the_installed_catalogue_and_the_contracts_say_the_same() -> None:
    contracts = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in CONTRACTS.glob("*.yaml")}
    assert contracts == {
        topic.name: {
            "topic": topic.name,
            "key": topic.key,
            **({"alsoKeys": list(topic.also_keys)} if topic.also_keys else {}),
            "partitions": topic.partitions,
            **(
                {"retention": "compacted", "compactionLagDays": topic.compaction_lag.days}
                if topic.compaction_lag
                else {"retention": "everything"}
            ),
            "producers": list(topic.producers),
        }
        for topic in TOPICS.values()
    }


def test_every_topic_keeps_its_eight_partitions() -> None:
    assert {topic.partitions for topic in TOPICS.values()} == {8}
