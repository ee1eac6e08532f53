"""Container files set only what the services read."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from tests.deploy.rendered import ROOT, SERVICES, of_kind, rendered, workloads


def readable(model: type[BaseModel], prefix: str) -> Iterator[str]:
    """Every variable that a settings class reads."""
    for name, field in model.model_fields.items():
        variable = f"{prefix}{name.upper()}"
        yield variable
        inner: Any = field.annotation
        options = [inner, *getattr(inner, "__args__", ())]
        for option in options:
            if isinstance(option, type) and issubclass(option, BaseModel):
                yield from readable(option, f"{variable}__")


def known(service: str) -> set[str]:
    settings = importlib.import_module(f"doorstroom_{service}.settings")
    return set(readable(getattr(settings, f"{service.capitalize()}Settings"), f"DOORSTROOM_{service.upper()}_"))


def variables_of(service: str, names: Iterator[str]) -> set[str]:
    return {name for name in names if name.startswith(f"DOORSTROOM_{service.upper()}_")}


@pytest.mark.parametrize("service", SERVICES)
def test_kubernetes_sets_what_the_service_reads(service: str) -> None:
    manifests = rendered()
    used = {v["name"] for _, _, container in workloads(manifests) for v in container["env"]}

    assert variables_of(service, iter(used)) - known(service) == set()


@pytest.mark.parametrize("service", SERVICES)
def test_compose_sets_what_the_service_reads(service: str) -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    used = {name for part in compose["services"].values() for name in part.get("environment", {})}

    assert variables_of(service, iter(used)) - known(service) == set()


def test_a_setting_that_nobody_reads_is_found() -> None:
    assert "DOORSTROOM_VACANCY_DATABASE__APP_DSN" in known("vacancy")
    assert variables_of("vacancy", iter(["DOORSTROOM_VACANCY_DATABASE__DSN"])) - known("vacancy")


def test_every_key_of_the_region_is_given_by_the_overlay() -> None:
    manifests = rendered()
    given = {m["metadata"]["name"]: m["data"].keys() for m in of_kind(manifests, "ConfigMap")}

    for name, _, container in workloads(manifests):
        for variable in container["env"]:
            source = variable.get("valueFrom", {}).get("configMapKeyRef")
            if source and not source.get("optional"):
                assert source["key"] in given[source["name"]], f"{name}: {variable['name']}"


@pytest.mark.parametrize("service", SERVICES)
def test_each_replica_knows_how_many_share_a_quota(service: str) -> None:
    (deployment,) = (m for m in of_kind(rendered(), "Deployment") if m["metadata"]["name"] == f"doorstroom-{service}")
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    given = {variable["name"]: variable.get("value") for variable in container["env"]}
    assert given[f"DOORSTROOM_{service.upper()}_RATE__REPLICAS"] == str(deployment["spec"]["replicas"])
