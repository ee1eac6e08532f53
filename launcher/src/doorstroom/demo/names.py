"""Names for people who do not exist."""

from random import Random

GIVEN = (
    "Aafke", "Bart", "Carla", "Dirk", "Elske", "Fatima", "Gijs", "Hanna", "Ilse", "Jamal", "Karin", "Lars", "Mirthe",
    "Niels", "Oumaima", "Pieter", "Quirine", "Ruben", "Sanne", "Tariq", "Ursula", "Vera", "Wouter", "Xander",
    "Yasmin", "Zoë",
)  # fmt: skip
FAMILY = (
    "Aalberts", "Bakels", "Claassens", "Dijkema", "Elzinga", "Franken", "Geurtsen", "Hoekmans", "Idsinga", "Jorissen",
    "Kuipers", "Lamers", "Meinema", "Nauta", "Oortgiese", "Postma", "Reinders", "Slagter", "Terpstra", "Uitert",
    "Verhoeks", "Westra", "Ypma", "Zandstra",
)  # fmt: skip


def full_name(random: Random) -> str:
    return f"{random.choice(GIVEN)} {random.choice(FAMILY)}"


def address(name: str, key: str) -> str:
    """A private address on a domain that can never exist; the key keeps two of one name apart."""
    given, family = name.lower().replace("ë", "e").split()
    return f"{given}.{family}.{key}@post.example"
