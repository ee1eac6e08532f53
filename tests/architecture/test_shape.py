"""What a reader may rely on in every file."""

from collections.abc import Iterable

from tests.architecture.sources import Module, everything, product

LONGEST = 300
KAFKA_CLIENTS = {"AIOKafkaProducer", "AIOKafkaConsumer", "AIOKafkaAdminClient"}
VAGUE = {"utils", "util", "helpers", "helper", "manager", "base", "service_base", "misc", "common"}


def too_long(modules: Iterable[Module]) -> list[str]:
    return [f"{module.name}: {lines} lines" for module in modules if (lines := len(module.text.splitlines())) > LONGEST]


def vaguely_named(modules: Iterable[Module]) -> list[str]:
    return [module.name for module in modules if module.name.rsplit("/", 1)[-1].removesuffix(".py") in VAGUE]


def builders_of_kafka_clients(modules: Iterable[Module]) -> set[str]:
    return {module.name for module in modules for _, call in module.calls() if call.rsplit(".", 1)[-1] in KAFKA_CLIENTS}


def test_no_module_is_too_long_to_read_at_once() -> None:
    assert too_long(everything()) == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert vaguely_named(everything()) == []


def test_kafka_clients_are_built_in_one_place_so_that_their_settings_are_the_same() -> None:
    assert len(builders_of_kafka_clients(product())) <= 1


def test_planted_faults_are_found() -> None:
    assert too_long([Module("long.py", "x = 1\n" * 301)]) == ["long.py: 301 lines"]
    assert too_long([Module("long.py", "x = 1\n" * 300)]) == []
    assert vaguely_named([Module("services/vacancy/helpers.py", "")]) == ["services/vacancy/helpers.py"]
    second = Module("services/vacancy/planted.py", "aiokafka.AIOKafkaProducer(acks=0)")
    assert second.name in builders_of_kafka_clients([*product(), second])
