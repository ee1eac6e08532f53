"""What every pod must be like: restricted, alive for the right reasons, and stopped in good order."""

from collections.abc import Iterator

from doorstroom_common.run import GRACE_SECONDS
from doorstroom_common.service import STOP_SECONDS
from tests.deploy.rendered import SERVICES, Manifest, of_kind, title, workloads

ROOM_TO_SPARE = 5


def pod_faults(manifests: list[Manifest]) -> Iterator[str]:
    """Every fault of what runs, in words."""
    for name, pod, container in workloads(manifests):
        yield from (f"{name}: {fault}" for fault in (*_identity(pod), *_confinement(container), *_needs(container)))
    for deployment in of_kind(manifests, "Deployment"):
        yield from (f"{title(deployment)}: {fault}" for fault in (*_probes(deployment), *_stop(deployment)))
        yield from _availability(deployment, manifests)


def _identity(pod: Manifest) -> Iterator[str]:
    security = pod.get("securityContext", {})
    if security.get("runAsNonRoot") is not True or not security.get("runAsUser"):
        yield "may run as root"
    if security.get("seccompProfile") != {"type": "RuntimeDefault"}:
        yield "has no seccomp profile"
    if pod.get("automountServiceAccountToken") is not False:
        yield "gets a token of the cluster"
    if pod.get("enableServiceLinks") is not False:
        yield "gets the addresses of its neighbours in its environment"
    for shared in ("hostNetwork", "hostPID", "hostIPC"):
        if pod.get(shared):
            yield f"shares {shared} with the node"
    for volume in pod.get("volumes", ()):
        if not volume.keys() & {"emptyDir", "configMap", "secret", "projected"}:
            yield f"mounts {volume['name']}, which a restricted pod may not"


def _confinement(container: Manifest) -> Iterator[str]:
    security = container.get("securityContext", {})
    if security.get("readOnlyRootFilesystem") is not True:
        yield "can write to its image"
    if security.get("allowPrivilegeEscalation") is not False or security.get("privileged"):
        yield "may gain privileges"
    if security.get("capabilities") != {"drop": ["ALL"]}:
        yield "keeps capabilities"
    if "runAsUser" in security or "runAsNonRoot" in security:
        yield "sets a user of its own beside the pod's"


def _needs(container: Manifest) -> Iterator[str]:
    for bound in ("requests", "limits"):
        missing = {"cpu", "memory"} - container.get("resources", {}).get(bound, {}).keys()
        if missing:
            yield f"has no {bound} for {' and '.join(sorted(missing))}"
    if container["image"].endswith(":latest") or ":" not in container["image"]:
        yield f"runs {container['image']}, which says no version"
    for variable in container.get("env", ()):
        secret = variable["name"].endswith(("_DSN", "_PASSWORD", "_USERNAME", "_KEY"))
        if secret and "secretKeyRef" not in variable.get("valueFrom", {}):
            yield f"has {variable['name']} in plain sight"


def _probes(deployment: Manifest) -> Iterator[str]:
    container = deployment["spec"]["template"]["spec"]["containers"][0]
    service = container["name"]
    for probe, path in (("startupProbe", "live"), ("livenessProbe", "live"), ("readinessProbe", "ready")):
        asked = container.get(probe, {}).get("httpGet", {}).get("path")
        if asked != f"/{service}/health/{path}":
            yield f"its {probe} asks {asked}, not /{service}/health/{path}"
    if {"name": "http", "containerPort": 8080} not in container.get("ports", ()):
        yield "does not name its port 8080 http"


def _stop(deployment: Manifest) -> Iterator[str]:
    pod = deployment["spec"]["template"]["spec"]
    pause = pod["containers"][0].get("lifecycle", {}).get("preStop", {}).get("sleep", {}).get("seconds", 0)
    if pause < 5:
        yield "stops before the cluster has stopped sending requests"
    needed = pause + GRACE_SECONDS + STOP_SECONDS + ROOM_TO_SPARE
    if pod.get("terminationGracePeriodSeconds", 30) < needed:
        yield f"is killed before it has stopped: that may take {needed:.0f} s"


def _availability(deployment: Manifest, manifests: list[Manifest]) -> Iterator[str]:
    spec, name = deployment["spec"], title(deployment)
    if spec["replicas"] < 2 or spec["strategy"].get("rollingUpdate", {}).get("maxUnavailable") != 0:
        yield f"{name}: has a moment without a pod"
    labels = spec["template"]["metadata"]["labels"]
    for kind in ("PodDisruptionBudget", "Service"):
        found = [other for other in of_kind(manifests, kind) if _selected(other).items() <= labels.items()]
        if len(found) != 1:
            yield f"{name}: {len(found)} objects of kind {kind} are for it"
        jobs = [job["spec"]["template"]["metadata"]["labels"] for job in of_kind(manifests, "Job")]
        if any(_selected(other).items() <= job.items() for other in found for job in jobs):
            yield f"{name}: its {kind} takes a job for a service"


def _selected(manifest: Manifest) -> dict[str, str]:
    selector: dict[str, str] = manifest["spec"]["selector"].get("matchLabels", manifest["spec"]["selector"])
    return selector


def missing(manifests: list[Manifest]) -> Iterator[str]:
    """Objects that the distributed edition cannot do without."""
    names = {title(manifest) for manifest in manifests}
    wanted = [f"{kind} doorstroom-{s}" for s in SERVICES for kind in ("Deployment", "Service", "ServiceAccount")]
    wanted += [f"Job doorstroom-{service}-migration" for service in SERVICES] + [
        "Job doorstroom-covenants",
        "Job doorstroom-topics",
    ]
    return (f"there is no {name}" for name in wanted if name not in names)
