"""E-mail addresses: when two are the same, and when one is not as private as it should be."""

import unicodedata
from collections.abc import Iterable, Mapping


def address_key(address: str) -> str:
    """The form in which addresses are compared: case and Unicode composition make no other address."""
    return unicodedata.normalize("NFC", address.strip()).casefold()


def is_on_a_domain_of(address: str, domains: Iterable[str]) -> bool:
    """Whether the address stands on one of the mail domains or below it: an employer can read along there."""
    host = address_key(address).rpartition("@")[2].rstrip(".")
    return any(host == domain or host.endswith(f".{domain}") for domain in map(str.casefold, domains))


def all_domains(mail_domains: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The mail domains of every member, whichever it is: the warning does not tell whose domain it is."""
    return frozenset(domain for domains in mail_domains.values() for domain in domains)
