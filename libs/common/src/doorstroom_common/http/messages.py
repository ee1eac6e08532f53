"""The words of standard answers, English and Dutch. None of them takes a value from the request."""

from collections.abc import Mapping
from typing import Any, Literal

from doorstroom_common.errors import Filled

Language = Literal["en", "nl"]
Words = tuple[str, str]

TITLES: Mapping[int, Words] = {
    400: ("The request is not valid", "Het verzoek is niet geldig"),
    401: ("Sign in first", "Log eerst in"),
    403: ("Not allowed", "Niet toegestaan"),
    404: ("Not found", "Niet gevonden"),
    405: ("Method not allowed", "Methode niet toegestaan"),
    406: ("No acceptable form", "Geen aanvaardbare vorm"),
    409: ("In conflict with the present state", "In strijd met de huidige toestand"),
    412: ("Changed in the meantime", "Intussen gewijzigd"),
    413: ("The request is too large", "Het verzoek is te groot"),
    415: ("Unsupported content type", "Inhoudstype niet ondersteund"),
    422: ("Idempotency key used for another request", "Idempotentiesleutel voor een ander verzoek gebruikt"),
    429: ("Too many requests", "Te veel verzoeken"),
    500: ("Something went wrong here", "Er ging hier iets mis"),
    503: ("Not available at the moment", "Op dit moment niet beschikbaar"),
}

DETAILS: Mapping[int, Words] = {
    400: ("Every fault is listed under errors.", "Elke fout staat onder errors."),
    401: ("A valid bearer token is needed.", "Een geldig bearer-token is nodig."),
    403: ("The token does not give this right.", "Het token geeft dit recht niet."),
    404: ("There is nothing at this address for you.", "Op dit adres is niets voor u."),
    405: ("See the Allow header for what is possible.", "Zie de Allow-header voor wat kan."),
    406: ("Answers are application/json.", "Antwoorden zijn application/json."),
    413: ("The body is larger than is taken here.", "De inhoud is groter dan hier wordt aangenomen."),
    415: (
        "Send the body in a form that the Accept header names.",
        "Stuur de inhoud in een vorm die in de Accept-header staat.",
    ),
    422: (
        "This Idempotency-Key came with another request before; use a new key.",
        "Deze Idempotency-Key kwam eerder bij een ander verzoek; gebruik een nieuwe sleutel.",
    ),
    429: ("Your quota is spent; see Retry-After.", "Uw quotum is op; zie Retry-After."),
    500: ("It is logged under the number in instance.", "Het is vastgelegd onder het nummer in instance."),
    503: ("Try again shortly, with the same Idempotency-Key.", "Probeer het zo weer, met dezelfde Idempotency-Key."),
}

SLUGS: Mapping[int, str] = {
    400: "invalid-input",
    401: "unauthenticated",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    409: "conflict",
    412: "stale",
    413: "too-large",
    415: "unsupported-media-type",
    422: "idempotency-key-reused",
    429: "too-many-requests",
    500: "internal-error",
    503: "unavailable",
}

OTHER: Words = ("is not valid", "is niet geldig")
OBJECT: Words = ("must be an object", "moet een object zijn")
WHOLE: Words = ("must be a whole number", "moet een geheel getal zijn")
NUMBER: Words = ("must be a number", "moet een getal zijn")
YES_NO: Words = ("must be true or false", "moet true of false zijn")
DATE: Words = ("must be a date such as 2026-03-31", "moet een datum zijn zoals 2026-03-31")
MOMENT: Words = (
    "must be a date and time with offset, such as 2026-03-31T09:00:00Z",
    "moet een datum en tijd met verschuiving zijn, zoals 2026-03-31T09:00:00Z",
)
ONE_OF: Words = ("must be one of: {expected}", "moet een van deze zijn: {expected}")
IDENTIFIER: Words = ("must be a UUID", "moet een UUID zijn")

FAULTS: Mapping[str, Words] = {
    "missing": ("is required", "is verplicht"),
    "extra_forbidden": ("is not known here", "is hier niet bekend"),
    "string_type": ("must be text", "moet tekst zijn"),
    "string_too_short": ("must have at least {min_length} characters", "moet minstens {min_length} tekens hebben"),
    "string_too_long": ("must have at most {max_length} characters", "mag hoogstens {max_length} tekens hebben"),
    "string_pattern_mismatch": ("must have the form {pattern}", "moet de vorm {pattern} hebben"),
    "int_type": WHOLE,
    "int_parsing": WHOLE,
    "int_parsing_size": WHOLE,
    "int_from_float": WHOLE,
    "float_type": NUMBER,
    "float_parsing": NUMBER,
    "finite_number": NUMBER,
    "decimal_type": NUMBER,
    "decimal_parsing": NUMBER,
    "bool_type": YES_NO,
    "bool_parsing": YES_NO,
    "greater_than": ("must be more than {gt}", "moet meer dan {gt} zijn"),
    "greater_than_equal": ("must be at least {ge}", "moet minstens {ge} zijn"),
    "less_than": ("must be less than {lt}", "moet minder dan {lt} zijn"),
    "less_than_equal": ("must be at most {le}", "mag hoogstens {le} zijn"),
    "multiple_of": ("must be a multiple of {multiple_of}", "moet een veelvoud van {multiple_of} zijn"),
    "literal_error": ONE_OF,
    "enum": ONE_OF,
    "uuid_type": IDENTIFIER,
    "uuid_parsing": IDENTIFIER,
    "uuid_version": IDENTIFIER,
    "date_type": DATE,
    "date_parsing": DATE,
    "date_from_datetime_parsing": DATE,
    "date_from_datetime_inexact": DATE,
    "datetime_type": MOMENT,
    "datetime_parsing": MOMENT,
    "datetime_from_date_parsing": MOMENT,
    "timezone_aware": MOMENT,
    "not-a-date": DATE,
    "not-a-moment": MOMENT,
    "list_type": ("must be a list", "moet een lijst zijn"),
    "set_type": ("must be a list", "moet een lijst zijn"),
    "frozen_set_type": ("must be a list", "moet een lijst zijn"),
    "tuple_type": ("must be a list", "moet een lijst zijn"),
    "too_short": ("must have at least {min_length} items", "moet minstens {min_length} onderdelen hebben"),
    "too_long": ("must have at most {max_length} items", "mag hoogstens {max_length} onderdelen hebben"),
    "dict_type": OBJECT,
    "model_type": OBJECT,
    "model_attributes_type": OBJECT,
    "none_required": ("must be null", "moet null zijn"),
    "union_tag_invalid": ("must name one of: {expected_tags}", "moet een van deze noemen: {expected_tags}"),
    "union_tag_not_found": ("does not say which kind it is", "zegt niet welke soort het is"),
    "json-invalid": ("is not valid JSON", "is geen geldige JSON"),
    "too-deep": ("is nested too deeply", "is te diep genest"),
    "nul-character": ("must not contain the character U+0000", "mag het teken U+0000 niet bevatten"),
    "min-above-max": ("min must not be above max", "min mag niet boven max liggen"),
    "key-form": (
        "must have 1 to 128 visible ASCII characters, in double quotes or without",
        "moet 1 tot 128 zichtbare ASCII-tekens hebben, tussen dubbele aanhalingstekens of zonder",
    ),
    "etag-form": ('must be one ETag such as "v3", or *', 'moet één ETag zijn zoals "v3", of *'),
    "cursor-form": (
        "is not a cursor of this list; start again without it",
        "is geen cursor van deze lijst; begin opnieuw zonder",
    ),
}


SAID: Mapping[str, str] = {
    "The bearer token is not valid here.": "Het bearer-token is hier niet geldig.",
    "A bearer token in the Authorization header is needed.": "Een bearer-token in de Authorization-header is nodig.",
    "The token needs the scope {scopes}.": "Het token heeft de scope {scopes} nodig.",
    "This is for a caller of the kind {kinds}.": "Dit is voor een aanroeper van de soort {kinds}.",
    "This needs the role {roles}.": "Hiervoor is de rol {roles} nodig.",
    "The organisation's register has no mandate in force for this caller; its privacy officer can grant one.": (
        "Het register van de organisatie heeft geen geldig mandaat voor deze aanroeper; haar privacy officer kan er een"
        " verlenen."
    ),
    "The mandate of this caller does not cover {scopes}; the organisation's privacy officer can grant it.": (
        "Het mandaat van deze aanroeper dekt {scopes} niet; de privacy officer van de organisatie kan dat verlenen."
    ),
    "Your quota is spent; see Retry-After and RateLimit.": "Uw quotum is op; zie Retry-After en RateLimit.",
    "The database cannot be reached; try again shortly.": "De database is niet bereikbaar; probeer het zo weer.",
    "The earlier request with this key was undone; try again.": (
        "Het eerdere verzoek met deze sleutel is teruggedraaid; probeer het opnieuw."
    ),
    "There is nothing here that this caller may see.": "Hier is niets dat deze aanroeper mag zien.",
    **dict((*DETAILS.values(), FAULTS["cursor-form"])),
}
"""Dutch, by the English, of what is raised in this library; that of a service stands in its catalogue."""


def in_dutch(text: str, catalogue: Mapping[str, str]) -> str:
    """As the catalogue or this library has it; otherwise the text itself, which is English."""
    template, values = (text.template, text.values) if isinstance(text, Filled) else (text, {})
    dutch = catalogue.get(template) or SAID.get(template)
    return dutch.format_map(values) if dutch else text


def chosen(words: Words, language: Language) -> str:
    """The English or the Dutch one of a pair."""
    return words[language == "nl"]


def fault_words(kind: str, context: Mapping[str, Any], fallback: str, language: Language) -> str:
    """Words for one kind of fault.

    `fallback` is used for kinds of our own making only (kebab-case): their words hold nothing from the request, which
    pydantic's own may.
    """
    words = FAULTS.get(kind)
    if words is None:
        return fallback if "-" in kind else chosen(OTHER, language)
    return chosen(words, language).format_map(context)
