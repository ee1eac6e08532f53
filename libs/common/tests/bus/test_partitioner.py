"""Keys keep their partition on both buses, and in any other Kafka client."""

import random

import pytest
from aiokafka.partitioner import DefaultPartitioner
from aiokafka.partitioner import murmur2 as aiokafka_murmur2

from doorstroom_common.bus.partitioner import murmur2, partition_of, partitions_of

# From org.apache.kafka.common.utils.UtilsTest.testMurmur2 (signed there).
KAFKA_VECTORS = {
    "21": -973932308,
    "foobar": -790332482,
    "a-little-bit-long-string": -985981536,
    "a-little-bit-longer-string": -1486304829,
    "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8": -58897971,
    "abc": 479470107,
}


@pytest.mark.parametrize(("text", "signed"), KAFKA_VECTORS.items())
def test_the_hash_is_the_one_of_the_java_client(text: str, signed: int) -> None:
    assert murmur2(text.encode()) == signed & 0xFFFFFFFF


def test_the_hash_and_the_partition_are_those_of_aiokafka() -> None:
    source = random.Random(7)
    partitioner = DefaultPartitioner()
    for length in range(200):
        key = "".join(chr(source.randrange(1, 0x2FF)) for _ in range(length))
        assert murmur2(key.encode()) == aiokafka_murmur2(key.encode())
        assert partition_of(key, 8) == partitioner(key.encode(), list(range(8)), list(range(8)))


@pytest.mark.parametrize("length", [0, 4, 7, 36, 37, 64])
def test_many_keys_at_once_get_the_partitions_that_each_gets_alone(length: int) -> None:
    source = random.Random(length)
    keys = ["".join(source.choices("0123456789abcdef-", k=length)) for _ in range(500)]
    keys += ["\x7f" * length, "\x01" * length]
    assert partitions_of(keys, 8) == [partition_of(key, 8) for key in keys]
    assert partitions_of([*keys, "one more of another length"], 8)[:-1] == partitions_of(keys, 8)


def test_no_keys_have_no_partitions() -> None:
    assert partitions_of([], 8) == []
