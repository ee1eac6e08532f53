"""Whatever people are told, they are told in both languages."""

from doorstroom_candidate.entrypoints.warnings import WORDS
from doorstroom_common.locales import translations, translator


def test_every_warning_has_its_dutch_and_the_catalogue_nothing_else() -> None:
    assert set(translations("doorstroom_candidate", "nl")) == set(WORDS.values())
    translate = translator("doorstroom_candidate", "nl")
    assert all(translate(words) != words for words in WORDS.values())
