"""Who may know whom: disclosures by the person's yes, referrals, and what ends them."""

from collections.abc import Callable
from datetime import datetime, timedelta

from tests.stateful.days import midnight
from tests.stateful.life import REFERRAL_PATHS, Expected
from tests.stateful.people import Disclosure, Match, Profile, Referral

AFTERWARDS = timedelta(weeks=4)
ONE_DAY = timedelta(days=1)


class Contact:
    def __init__(self) -> None:
        self.matches: list[Match] = []
        self.referrals: list[Referral] = []
        self.disclosures: list[Disclosure] = []

    # Disclosures.

    def follow_match(self, match: Match, stepped_at: datetime, now: datetime) -> None:
        receivers = match.receivers()
        known = [each for each in self.disclosures if each.procedure is match]
        if not receivers:
            self._end_soon(known, stepped_at + AFTERWARDS)
            return
        assert match.consent_until
        end = midnight(match.consent_until + ONE_DAY)
        if match.starts_on:
            end = min(end, midnight(match.starts_on))
        for disclosure in known:
            if not disclosure.ended and (disclosure.organisation, disclosure.purpose) in receivers:
                disclosure.until = end
        for organisation, purpose in sorted(receivers):
            if match.profile.active and end > now and not self._barred(match, organisation, purpose):
                self.disclosures.append(Disclosure(organisation, purpose, match.profile, match, match.need, end))

    def _barred(self, match: Match, organisation: str, purpose: str) -> bool:
        """What the person took back is opened by no step of anybody else."""
        for each in self.disclosures:
            if each.profile is not match.profile:
                continue
            same = each.procedure is match and (each.organisation, each.purpose) == (organisation, purpose)
            before = each.ended and match.yes_at and each.ended < match.yes_at
            taken_back = each.withdrawn and (each.need is match.need or each.procedure is match)
            if (same or taken_back) and not before:
                return True
        return False

    def follow_referral(self, referral: Referral, now: datetime) -> None:
        known = [each for each in self.disclosures if each.procedure is referral]
        if referral.status != "accepted":
            self._end_soon(known, now + AFTERWARDS)
            return
        assert referral.consent_until
        end = midnight(referral.consent_until + ONE_DAY)
        if end > now and referral.profile.active and not known:
            self.disclosures.append(
                Disclosure(referral.receiver, "referral", referral.profile, referral, referral.need, end)
            )

    def shut_consent(self, disclosure: Disclosure, now: datetime) -> list[Match]:
        """A vacancy reached by a match and by a referral is one vacancy; returns the matches that rested on it."""
        if disclosure.ended:
            return []
        concerned = [
            each
            for each in self.disclosures
            if not each.ended and (each is disclosure or (disclosure.need and self._same_consent(each, disclosure)))
        ]
        for each in concerned:
            each.ended, each.withdrawn = now, True
        matches = []
        for each in concerned:
            if isinstance(each.procedure, Match):
                matches.append(each.procedure)
                continue
            matches += [match for match in self.matches if match.through is each.procedure]
            if each.procedure.waits or each.procedure.status == "accepted":
                self.end_referral(each.procedure, "withdrawn", now)
        return matches

    def _same_consent(self, one: Disclosure, other: Disclosure) -> bool:
        return (one.profile, one.organisation, one.need) == (other.profile, other.organisation, other.need)

    def shut_all(self, profile: Profile, now: datetime) -> None:
        for each in self.disclosures:
            if each.profile is profile and not each.ended:
                each.ended = now

    def forget(self, profile: Profile) -> None:
        self.disclosures = [each for each in self.disclosures if each.profile is not profile]
        self.referrals = [each for each in self.referrals if each.profile is not profile]

    def let_disclosures_end(self, now: datetime) -> None:
        for each in self.disclosures:
            if not each.ended and each.until <= now:
                each.ended = each.until

    def _end_soon(self, disclosures: list[Disclosure], end: datetime) -> None:
        for each in disclosures:
            if not each.ended and end < each.until:
                each.until = end

    # Referrals.

    def referral_sides(self, organisation: str | None, person: str | None, referral: Referral) -> set[str]:
        if referral not in self.referrals:
            return set()
        sides = {"candidate"} if person == referral.profile.person else set()
        if organisation == referral.sender:
            sides.add("sender")
        return sides | ({"receiver"} if referral.sent and organisation == referral.receiver else set())

    def expects_of_referral(
        self, organisation: str | None, person: str | None, noun: str, referral: Referral, *, yes: bool = True
    ) -> Expected:
        side = "candidate" if noun == "consent" else "receiver"
        if (side == "candidate") != (person is not None):
            return Expected(403)
        sides = self.referral_sides(organisation, person, referral)
        if not sides:
            return Expected(404, "not-found")
        if side not in sides:
            return Expected(403, "not-your-step")
        if referral.status == "no-answer":
            return Expected(409, "term-passed")
        if noun == "consent" and referral.status == "sent" and not yes:
            return Expected(200)
        wanted = "awaiting-consent" if noun == "consent" else "sent"
        if referral.status != wanted:
            return Expected(409, "wrong-status", frozenset(self.may_follow(referral)))
        if noun == "forwarding" and referral.generation == 2:
            return Expected(409, "forwarded-before")
        return Expected(201 if noun == "forwarding" else 200)

    def may_follow(self, referral: Referral) -> set[str]:
        nouns = set(REFERRAL_PATHS.get(referral.status, {}))
        return nouns - ({"forwarding"} if referral.generation == 2 else set())

    def end_referral(self, referral: Referral, status: str, now: datetime) -> None:
        referral.end(status)
        self.follow_referral(referral, now)

    def end_referrals(self, concerned: Callable[[Referral], bool]) -> None:
        for referral in self.referrals:
            if referral.waits and concerned(referral):
                referral.end("withdrawn")
