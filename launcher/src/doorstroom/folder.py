"""The data folder of an embedded region: what stands where, and the addresses other commands find it by."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from doorstroom_common.database.provision import Provisioned

BusKind = Literal["postgres", "kafka"]


@dataclass(frozen=True, slots=True)
class Addresses:
    """How to reach a running region's databases (`bus` among them) and its Kafka; holds passwords."""

    services: dict[str, Provisioned]
    bus_kind: BusKind
    bootstrap_servers: str | None


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Everything a region keeps lies below `root`; removing the folder removes the region."""

    root: Path

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def kafka(self) -> Path:
        return self.root / "kafka"

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def mail(self) -> Path:
        return self.root / "mail"

    @property
    def decision_key(self) -> str:
        """The secret that seals decision records."""
        return self._secret("decisions.key")

    @property
    def external_id_key(self) -> str:
        """The secret under which the ids of employees in other systems are hashed."""
        return self._secret("external-ids.key")

    def _secret(self, name: str) -> str:
        """Made at the first use, and never again."""
        kept = self.keys / name
        if not kept.exists():
            partial = kept.with_suffix(".partial")
            _write_new(partial, secrets.token_hex(32))
            partial.replace(kept)
        return kept.read_text(encoding="utf-8")

    def settings_of(self, service: str) -> dict[str, Any]:
        """What of its settings lies in the folder."""
        if service == "notification":
            return {"mail_folder": self.mail}
        if service == "candidate":
            return {"external_id_key": self.external_id_key}
        return {"decision_key": self.decision_key} if service == "matching" else {}

    @property
    def _addresses(self) -> Path:
        return self.root / "region.json"

    def create(self) -> "DataFolder":
        self.root.mkdir(parents=True, exist_ok=True)
        self.keys.mkdir(mode=0o700, exist_ok=True)
        self.mail.mkdir(mode=0o700, exist_ok=True)
        return self

    def keep(self, addresses: Addresses) -> None:
        """Write the addresses so that only the owner can read them; replaces the old ones at once."""
        partial = self._addresses.with_suffix(".partial")
        _write_new(partial, json.dumps(asdict(addresses), indent=2))
        partial.replace(self._addresses)

    def addresses(self) -> Addresses | None:
        """None where no region was ever started in this folder."""
        if not self._addresses.exists():
            return None
        kept = json.loads(self._addresses.read_text(encoding="utf-8"))
        services = {name: Provisioned(**dsns) for name, dsns in kept.pop("services").items()}
        return Addresses(services=services, **kept)


def _write_new(file: Path, text: str) -> None:
    """For its owner's eyes alone, from the first byte on."""
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(text)
