"""Who may talk to whom: nothing, unless a policy names it, and only notification to a mail server."""

from collections.abc import Iterator

from tests.deploy.rendered import Manifest, of_kind, title

ROLE = "doorstroom.example/role"
MAIL_PORTS = {25, 465, 587, 1025}


def network_faults(manifests: list[Manifest]) -> Iterator[str]:
    """Every fault of the policies, in words."""
    policies = list(of_kind(manifests, "NetworkPolicy"))
    if not any(_denies_everything(policy) for policy in policies):
        yield "nothing denies what no policy allows"
    for policy in policies:
        yield from (f"{title(policy)}: {fault}" for fault in _too_wide(policy))
    for labels in _pods(manifests):
        if not any(_is_for(policy, labels) and "Egress" in policy["spec"]["policyTypes"] for policy in policies):
            yield f"{labels['app.kubernetes.io/name']}: no policy says what it may reach"


def _denies_everything(policy: Manifest) -> bool:
    spec = policy["spec"]
    return spec["podSelector"] == {} and set(spec["policyTypes"]) == {"Ingress", "Egress"} and len(spec) == 2


def _too_wide(policy: Manifest) -> Iterator[str]:
    spec = policy["spec"]
    for direction, peers in (("ingress", "from"), ("egress", "to")):
        for rule in spec.get(direction, ()):
            if not rule.get("ports"):
                yield f"allows every port of {rule}"
            if not rule.get(peers):
                yield f"allows everybody in {direction}"
            for peer in rule.get(peers, ()):
                if peer.get("namespaceSelector") == {} or peer.get("ipBlock", {}).get("cidr", "").endswith("/0"):
                    yield f"allows everybody in {direction}"
    ports = {port["port"] for rule in spec.get("egress", ()) for port in rule.get("ports", ())}
    if ports & MAIL_PORTS and "notification" not in policy["metadata"]["name"]:
        yield "reaches a mail server"


def _pods(manifests: list[Manifest]) -> Iterator[dict[str, str]]:
    return (m["spec"]["template"]["metadata"]["labels"] for m in of_kind(manifests, "Deployment", "Job"))


def _is_for(policy: Manifest, labels: dict[str, str]) -> bool:
    selector: dict[str, str] = policy["spec"]["podSelector"].get("matchLabels", {})
    return bool(selector) and selector.items() <= labels.items()
