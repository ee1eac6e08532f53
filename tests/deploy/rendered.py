"""The overlay as kubectl renders it, and small ways to look into it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
OVERLAY = ROOT / "deploy" / "k8s" / "overlays" / "example"
SERVICES = ("vacancy", "candidate", "matching", "notification")
Manifest = dict[str, Any]


def tool(name: str) -> str:
    """A program that the project's environment brings along."""
    return str(Path(sys.executable).parent / name)


def rendered(folder: Path = OVERLAY) -> list[Manifest]:
    """Every object of a kustomization; raises with kubectl's own words where it does not render."""
    ran = subprocess.run([tool("kubectl"), "kustomize", str(folder)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return list(yaml.safe_load_all(ran.stdout))


def of_kind(manifests: list[Manifest], *kinds: str) -> Iterator[Manifest]:
    return (manifest for manifest in manifests if manifest["kind"] in kinds)


def title(manifest: Manifest) -> str:
    return f"{manifest['kind']} {manifest['metadata']['name']}"


def workloads(manifests: list[Manifest]) -> Iterator[tuple[str, Manifest, Manifest]]:
    """Title, pod specification and container of whatever runs; each has one container."""
    for manifest in of_kind(manifests, "Deployment", "Job", "StatefulSet", "DaemonSet", "CronJob"):
        pod = manifest["spec"]["template"]["spec"]
        for container in [*pod.get("initContainers", ()), *pod["containers"]]:
            yield title(manifest), pod, container
