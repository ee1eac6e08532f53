"""The manifests render, are valid for both newest Kubernetes minors, and confine what they run."""

import copy
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.network import network_faults
from tests.deploy.pods import missing, pod_faults
from tests.deploy.rendered import OVERLAY, ROOT, SERVICES, Manifest, of_kind, rendered, tool, workloads

LATEST_MINORS = ("1.36", "1.37")


@pytest.fixture(scope="module")
def manifests() -> list[Manifest]:
    return rendered()


def validated(manifests: list[Manifest], folder: Path, version: str) -> subprocess.CompletedProcess[str]:
    file = folder / "rendered.yaml"
    file.write_text(yaml.safe_dump_all(manifests))
    command = [tool("kubernetes-validate"), "--strict", "--kubernetes-version", version, str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("version", LATEST_MINORS)
def test_the_overlay_is_valid(manifests: list[Manifest], tmp_path: Path, version: str) -> None:
    ran = validated(manifests, tmp_path, version)

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.count("passed for resource") + ran.stderr.count("passed for resource") == len(manifests)


def test_a_mistyped_field_is_invalid(manifests: list[Manifest], tmp_path: Path) -> None:
    planted = copy.deepcopy(manifests)
    next(of_kind(planted, "Deployment"))["spec"]["template"]["spec"]["terminationGracePeriod"] = 45

    assert validated(planted, tmp_path, LATEST_MINORS[-1]).returncode != 0


@pytest.mark.parametrize("base", [*SERVICES, "isolation"])
def test_each_base_renders_on_its_own(base: str) -> None:
    assert rendered(ROOT / "deploy" / "k8s" / "bases" / base)


def test_nothing_is_missing(manifests: list[Manifest]) -> None:
    assert list(missing(manifests)) == []


def test_what_runs_is_confined(manifests: list[Manifest]) -> None:
    assert list(pod_faults(manifests)) == []


def test_the_network_is_closed_but_for_what_is_named(manifests: list[Manifest]) -> None:
    assert list(network_faults(manifests)) == []


def pod(manifests: list[Manifest], kind: str = "Deployment") -> Any:
    return next(of_kind(manifests, kind))["spec"]["template"]["spec"]


def container(manifests: list[Manifest], kind: str = "Deployment") -> Any:
    return pod(manifests, kind)["containers"][0]


def named(manifests: list[Manifest], kind: str, name: str) -> Any:
    return next(m for m in of_kind(manifests, kind) if m["metadata"]["name"] == name)


def owner_dsn(value: str) -> Callable[[list[Manifest]], object]:
    return lambda m: container(m, "Job")["env"].append(
        {"name": "DOORSTROOM_VACANCY_DATABASE__OWNER_DSN", "value": value}
    )


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (lambda m: pod(m)["securityContext"].pop("runAsNonRoot"), "may run as root"),
        (lambda m: pod(m)["securityContext"].update(runAsUser=0), "may run as root"),
        (lambda m: pod(m, "Job")["securityContext"].pop("seccompProfile"), "has no seccomp profile"),
        (lambda m: pod(m, "Job").pop("automountServiceAccountToken"), "gets a token of the cluster"),
        (lambda m: pod(m).pop("enableServiceLinks"), "gets the addresses of its neighbours"),
        (lambda m: pod(m).update(hostNetwork=True), "shares hostNetwork"),
        (lambda m: pod(m)["volumes"].append({"name": "x", "hostPath": {"path": "/"}}), "mounts x"),
        (lambda m: container(m)["securityContext"].pop("readOnlyRootFilesystem"), "can write to its image"),
        (lambda m: container(m)["securityContext"].pop("allowPrivilegeEscalation"), "may gain privileges"),
        (lambda m: container(m, "Job")["securityContext"].pop("capabilities"), "keeps capabilities"),
        (lambda m: container(m)["securityContext"].update(runAsUser=0), "sets a user of its own"),
        (lambda m: container(m)["resources"]["limits"].pop("memory"), "has no limits for memory"),
        (lambda m: container(m, "Job").pop("resources"), "has no requests for cpu and memory"),
        (lambda m: container(m).update(image="doorstroom-vacancy"), "which says no version"),
        (owner_dsn("postgresql://vacancy_owner:geheim@db/vacancy"), "in plain sight"),
        (
            lambda m: container(m)["livenessProbe"]["httpGet"].update(path="/candidate/health/ready"),
            "livenessProbe asks",
        ),
        (lambda m: container(m).pop("readinessProbe"), "readinessProbe asks None"),
        (lambda m: container(m).pop("startupProbe"), "startupProbe asks None"),
        (lambda m: container(m)["ports"].clear(), "does not name its port"),
        (lambda m: container(m).pop("lifecycle"), "stops before the cluster has stopped sending"),
        (lambda m: pod(m).pop("terminationGracePeriodSeconds"), "is killed before it has stopped"),
        (lambda m: next(of_kind(m, "Deployment"))["spec"].update(replicas=1), "has a moment without a pod"),
        (lambda m: m.remove(next(of_kind(m, "PodDisruptionBudget"))), "0 objects of kind PodDisruptionBudget"),
        (
            lambda m: named(m, "Service", "doorstroom-vacancy")["spec"]["selector"].pop("app.kubernetes.io/component"),
            "takes a job for a service",
        ),
    ],
)
def test_a_fault_in_what_runs_is_found(
    manifests: list[Manifest], fault: Callable[[list[Manifest]], object], words: str
) -> None:
    planted = copy.deepcopy(manifests)
    fault(planted)

    found = list(pod_faults(planted))

    assert any(words in line for line in found), found


def egress(manifests: list[Manifest], name: str = "doorstroom-vacancy") -> Any:
    return named(manifests, "NetworkPolicy", name)["spec"]["egress"]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (lambda m: m.remove(named(m, "NetworkPolicy", "default-deny")), "nothing denies what no policy allows"),
        (lambda m: named(m, "NetworkPolicy", "default-deny")["spec"].update(egress=[{}]), "nothing denies"),
        (lambda m: m.remove(named(m, "NetworkPolicy", "doorstroom-matching")), "no policy says what it may reach"),
        (lambda m: egress(m).append({"to": [{"ipBlock": {"cidr": "192.0.2.1/32"}}]}), "allows every port"),
        (lambda m: egress(m)[0].pop("to"), "allows everybody in egress"),
        (lambda m: egress(m)[1]["to"].append({"ipBlock": {"cidr": "0.0.0.0/0"}}), "allows everybody in egress"),
        (lambda m: egress(m)[1]["to"].append({"namespaceSelector": {}}), "allows everybody in egress"),
        (lambda m: egress(m)[1]["ports"].append({"port": 587}), "reaches a mail server"),
    ],
)
def test_a_hole_in_the_network_is_found(
    manifests: list[Manifest], fault: Callable[[list[Manifest]], object], words: str
) -> None:
    planted = copy.deepcopy(manifests)
    fault(planted)

    found = list(network_faults(planted))

    assert any(words in line for line in found), found


def test_a_missing_service_is_found(manifests: list[Manifest]) -> None:
    planted = [m for m in manifests if m["metadata"]["name"] != "doorstroom-matching"]

    assert "there is no Deployment doorstroom-matching" in list(missing(planted))


def test_the_four_bases_differ_in_names_alone() -> None:
    """Notification reaches a mail server besides, vacancy has feeds, matching a key; all else is the same for all."""
    for file in sorted((ROOT / "deploy/k8s/bases/vacancy").iterdir()):
        vacancy = without_own(file.read_text())
        for service in SERVICES[1:]:
            text = (ROOT / "deploy/k8s/bases" / service / file.name).read_text()
            alike = text.replace(service, "vacancy").replace(service.upper(), "VACANCY")
            assert without_own(alike) == vacancy, f"{service}/{file.name}"


def without_own(text: str) -> str:
    role = "    - to:\n        - namespaceSelector: {matchLabels: {doorstroom.example/role: mail}}\n"
    before, found, after = text.partition(role)
    ports = [line for line in after.splitlines(keepends=True) if "port" not in line] if found else [after]
    lines = (before + "".join(ports)).splitlines(keepends=True)
    return "".join(
        line for line in lines if not re.search("SMTP__|INBOX_URL|PUBLIC_URL|DECISION_KEY|EXTERNAL_ID_KEY", line)
    )


def test_the_overlay_adopts_the_demo_covenant_as_it_is() -> None:
    assert (OVERLAY / "region.yaml").read_bytes() == (ROOT / "covenants" / "demo.yaml").read_bytes()


def test_the_job_adopts_a_file_that_it_is_given(manifests: list[Manifest]) -> None:
    (given,) = (
        m["data"] for m in of_kind(manifests, "ConfigMap") if m["metadata"]["name"].startswith("doorstroom-cov")
    )
    asked = container([named(manifests, "Job", "doorstroom-covenants")], "Job")["args"][1:]

    assert {f"/covenants/{key}" for key in given} == set(asked)


def test_whatever_runs_trusts_the_extra_authorities(manifests: list[Manifest]) -> None:
    for name, specification, runs in workloads(manifests):
        assert {"name": "extra-ca", "configMap": {"name": "doorstroom-extra-ca"}} in specification["volumes"], name
        assert {"name": "SSL_CERT_FILE", "value": "/etc/doorstroom/ca/ca.crt"} in runs["env"], name


def test_no_secret_is_committed(manifests: list[Manifest]) -> None:
    assert list(of_kind(manifests, "Secret")) == []


def test_what_can_change_a_database_is_known_to_migrations_alone(manifests: list[Manifest]) -> None:
    for deployment in of_kind(manifests, "Deployment"):
        assert "OWNER_DSN" not in str(deployment)
