"""Every text of the pages, by the name that a template gives it. The English is the key of `locales/nl.po`."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "skip": "Go to the contents",
    "all": "All vacancies open to everybody",
    "none": "At the moment no vacancy is open to everybody.",
    "older": "Older vacancies",
    "follow": "Follow these vacancies",
    "calendar": "Calendar of closing dates",
    "facts": "In short",
    "employer": "Employer",
    "department": "Department",
    "place": "Place",
    "function": "Function",
    "occupation": "Occupation",
    "posts": "People wanted",
    "hours": "Hours",
    "pay": "Pay scale",
    "contract": "Contract",
    "work": "How long the work lasts",
    "structural": "The work has no end date",
    "until": "Until {day}",
    "office": "Days a week at the office",
    "start": "Start at the latest",
    "before": "Needed before the start",
    "closes": "Last day to apply",
    "about": "About the work",
    "required": "What is asked",
    "wished": "What is welcome",
    "contact": "Contact",
    "elsewhere": "Read on and apply at {organisation}",
    "gone": "This vacancy is not open to everybody",
    "gone.why": "It may have been closed, or the address is not right.",
}
CONDITIONS: Mapping[str, str] = {"vog": "Certificate of conduct (VOG)", "oath": "Oath or promise"}
"""By code; another code stands as it is."""

READ_IN: Mapping[str, str] = {"nl": "Lees dit in het Nederlands", "en": "Read this in English"}
"""What a link to a language says, in that language."""
