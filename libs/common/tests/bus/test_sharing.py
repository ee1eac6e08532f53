"""How a group divides a topic, without a server: every member applies its own plan in some order."""

import random

import pytest

from doorstroom_common.bus.postgres.sharing import plan
from doorstroom_common.bus.protocols import TopicPartition

PARTITIONS = [TopicPartition("vacancies", number) for number in range(8)]


def settle(members: list[int], owners: dict[TopicPartition, int], source: random.Random) -> int:
    """Let members look and act in random order until nobody changes anything; how many partitions were moved."""
    moved = 0
    for _ in range(20):
        changed = False
        for member in source.sample(members, len(members)):
            change = plan(member, members, PARTITIONS, owners)
            changed = changed or bool(change.release or change.acquire)
            for partition in change.release:
                assert owners.pop(partition) == member
            for partition in change.acquire:
                assert partition not in owners
                owners[partition] = member
                moved += 1
        if not changed:
            return moved
    raise AssertionError("the group never settled")


@pytest.mark.parametrize("size", range(1, 12))
@pytest.mark.parametrize("seed", range(5))
def test_every_partition_has_one_reader_and_shares_differ_by_one_at_most(size: int, seed: int) -> None:
    owners: dict[TopicPartition, int] = {}
    members = list(range(100, 100 + size))
    settle(members, owners, random.Random(seed))
    shares = [list(owners.values()).count(member) for member in members]
    assert set(owners) == set(PARTITIONS)
    assert max(shares) - min(shares) <= 1


@pytest.mark.parametrize("seed", range(5))
def test_a_newcomer_moves_only_its_own_share(seed: int) -> None:
    owners: dict[TopicPartition, int] = {}
    source = random.Random(seed)
    settle([100, 101, 102], owners, source)
    assert settle([100, 101, 102, 103], owners, source) == 2


@pytest.mark.parametrize("seed", range(5))
def test_what_a_dead_member_leaves_is_taken_over_whole(seed: int) -> None:
    owners: dict[TopicPartition, int] = {}
    source = random.Random(seed)
    settle([100, 101], owners, source)
    left = {partition: owner for partition, owner in owners.items() if owner != 100}
    assert settle([101], left, source) == 4
    assert set(left) == set(PARTITIONS)


def test_a_backend_that_is_no_member_yet_takes_nothing() -> None:
    change = plan(100, [101], PARTITIONS, {})
    assert change.acquire == ()
    assert change.release == ()
