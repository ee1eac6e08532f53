"""Findings in plain words, Dutch and English. The English text is the key of the catalogue `locales/nl.po`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from doorstroom_common.locales import LANGUAGES, translator
from doorstroom_matching.entrypoints.clause_words import CLAUSES, LEAVE, RECORDED

PACKAGE = "doorstroom_matching"

TO_PERSON = {
    "stage.met": "This is open to you now. For {organisation} you count as {relation}.",
    "stage.not_met": "This is not open to you yet. For {organisation} you count as {relation}.",
    "tier.met": "You compete in this group: {tier}.",
    "tier.not_met": "By the covenant you take no part in this.",
    "own-employer.met": "This organisation is not one that you are hidden from.",
    "own-employer.not_met": "This is your own employer or workplace, and you are hidden from it.",
    "blocked-organisation.met": "You did not block this organisation.",
    "blocked-organisation.not_met": "You blocked this organisation.",
    "move-wanted.met": "You want this kind of move: {offered}.",
    "move-wanted.not_met": "You did not say that you want this kind of move: {offered}.",
    "required-skills.met": "You have {present} of the {asked} required skills; {needed} is enough.",
    "required-skills.not_met": "You have {present} of the {asked} required skills; at least {needed} are needed.",
    "lowest-scale.met": "The highest scale on offer is {offered}. The lowest scale you accept is {lowest}.",
    "lowest-scale.not_met": "The highest scale on offer is {offered}. You accept scale {lowest} or higher.",
    "lowest-scale.unknown": (
        "The highest scale on offer is {offered} ({agreement}). We cannot compare it with scale {lowest}, the lowest"
        " you accept."
    ),
    "lowest-scale.not_applicable": "You named no lowest scale.",
    "hours-wanted.met": (
        "Between {offered_from} and {offered_to} hours a week are offered. That fits what you want:"
        " {wanted_from} to {wanted_to}."
    ),
    "hours-wanted.not_met": (
        "Between {offered_from} and {offered_to} hours a week are offered. You want {wanted_from} to {wanted_to}."
    ),
    "start-date.met": "You can start in time.",
    "start-date.not_met": "You can start on {available}. The latest start is {latest}.",
    "permanent-stays-permanent.preserved": "Your permanent contract stays permanent.",
    "permanent-stays-permanent.preserved_by_covenant": (
        "By the covenant the new employer must offer you a permanent contract."
    ),
    "permanent-stays-permanent.lost": (
        "You would lose your permanent contract here. That is why this is not proposed to you."
    ),
    "permanent-stays-permanent.lost.secondment": (
        "This work is temporary and your contract is permanent. Only a secondment with a right to return would be"
        " possible."
    ),
    "permanent-stays-permanent.not_applicable": "You have no permanent contract to keep.",
    "pay.preserved": "Your scale, {held}, is kept.",
    "pay.preserved.lent": "Your employer stays your employer, so your pay stays the same.",
    "pay.preserved_by_covenant": "By the covenant you keep the pay of your scale, {held}.",
    "pay.supplemented": "Your scale, {held}, is not offered as such. By the covenant you get a supplement.",
    "pay.lost": "Your scale, {held}, is above the highest scale on offer, {offered_to}.",
    "pay.unknown": "We cannot compare your scale, {held} ({held_in}), with the scales on offer ({offered_in}).",
    "pay.not_applicable": "You have no scale to keep.",
    "hours.preserved": "You can keep your {held} hours a week.",
    "hours.preserved.lent": "Your employer stays your employer, so the hours of your contract stay the same.",
    "hours.changed": "Fewer hours are offered than the {held} you have, and you said that is fine.",
    "hours.lost": "At most {offered_to} hours a week are offered. You have {held} now.",
    "hours.not_applicable": "You have no contract hours to keep.",
    **CLAUSES,
}
TO_ORGANISATION = {
    "required-skills.met": "Has {present} of the {asked} required skills.",
    "required-skills.enough": "Has enough of the {asked} required skills: at least {needed}.",
    "lowest-scale.met": "The scale fits.",
    "lowest-scale.unknown": "The scale is of another collective agreement and cannot be compared.",
    "hours-wanted.met": "The hours fit.",
    "start-date.met": "Can start in time.",
    "contract-kept.yes": "The contract can be kept.",
    "contract-kept.with-supplement": "The contract can be kept with a supplement, or pay has to be settled first.",
    "contract-kept.no": "Something of the contract would be lost.",
}
NAMES = {
    "relation": {
        "own": "own staff",
        "partner": "staff of a partner",
        "linked": "staff of a linked network",
        "external": "somebody from outside",
    },
    "tier": {
        "own_first": "own staff who go first",
        "own": "own staff",
        "partner_first": "staff of partners who go first",
        "partner": "staff of partners",
        "linked": "staff of linked networks",
        "external": "people from outside",
    },
    "offered": {"permanent": "a permanent job", "temporary": "a temporary job", "secondment": "a secondment"},
}
_DAYS = ("until", "latest", "available", "since", "permanent_from", "next_step")


def in_words(finding: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, str]:
    """One finding, per language."""
    key, figures = f"{finding['rule']}.{finding['finding']}", finding["figures"]
    variant = f"{key}.{'lent' if figures.get('lent') else figures.get('remains') or figures.get('because')}"
    told = [texts.get(variant) or texts[key]]
    if "leave_held" in figures and "leave_offered" in figures:
        told.append(LEAVE)
    if "recorded" in figures:
        told.append(RECORDED[figures["recorded"]])
    return {language: " ".join(_told(text, figures, language) for text in told) for language in LANGUAGES}


def _told(text: str, figures: Mapping[str, Any], language: str) -> str:
    say = translator(PACKAGE, language)
    return say(text).format(**{name: _shown(name, value, language) for name, value in figures.items()})


def _shown(name: str, value: Any, language: str) -> str:
    if value in NAMES.get(name, {}):
        return translator(PACKAGE, language)(NAMES[name][value])
    if name in _DAYS and value:
        return format_date(date.fromisoformat(value), "long", language)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return format_decimal(value, locale=language) if is_number else str(value)
