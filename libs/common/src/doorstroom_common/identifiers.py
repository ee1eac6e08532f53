"""Opaque ids: random, so that nobody can count, guess or link."""

from uuid import UUID, uuid4, uuid5

PERSON_NAMESPACE = UUID("6f2b7a52-3f0d-4c55-9d0a-5d6a1a0f7e11")
"""Name space of `person_reference`; a constant of the published language, never to change."""


def new_id() -> UUID:
    """A random UUIDv4: carries no time, no host and no order."""
    return uuid4()


def person_reference(issuer: str, subject: str) -> UUID:
    """The opaque reference of a signed-in person, equal in every service, without their subject at the issuer."""
    return uuid5(PERSON_NAMESPACE, f"{issuer}|{subject}")
