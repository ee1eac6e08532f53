"""What should come of what people do: matches and their life, proposed and ended by rules of its own."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tests.stateful.contact import Contact
from tests.stateful.days import day_of, end_of_term, midnight, stage_end
from tests.stateful.life import (
    ANSWERS,
    BY,
    CANDIDATE,
    LENDER,
    OPEN,
    ORGANISATION,
    PATHS,
    SYSTEM,
    VACANCY,
    Expected,
    refused,
)
from tests.stateful.people import Disclosure, Match, Move, Need, Profile, Referral
from tests.stateful.rules import OUTSIDE, Rules

CONTACT_DAYS, ORGANISATION_DAYS, REFERRAL_DAYS, EMPLOYER_DAYS = 5, 10, 10, 10
OWN_DAYS, PARTNER_DAYS, ENOUGH = 2, 6, 2
AWAITING = {"proposed", "employer-agreed"}
GOES_ON = {("proposed", "contact-request"), ("employer-agreed", "invitation")}
NEXT = {"own": "partners", "partners": "public"}


class Model(Contact, Rules):
    """Everything between the people, organisations and needs of one region, as it should be now."""

    def __init__(self, members: tuple[str, ...], now: datetime) -> None:
        Contact.__init__(self)
        Rules.__init__(self, members)
        self.now = now
        self.needs: list[Need] = []
        self.profiles: list[Profile] = []
        self.moves: list[Move] = []
        self.forgotten: list[tuple[str, int, bool]] = []

    # Who sees what.

    def sides(self, organisation: str | None, person: str | None, match: Match) -> set[str]:
        if match not in self.matches:
            return set()
        found = {CANDIDATE} if person == match.profile.person else set()
        if organisation == match.need.by and match.shown_to_organisation and match.status != "considered":
            found.add(ORGANISATION)
        return found | ({LENDER} if organisation and organisation == match.lender else set())

    def unaware(self) -> set[tuple[Profile, str]]:
        """Who is hidden from their employer, which has heard nothing of them by anybody's yes."""
        return {
            (each, each.employer)
            for each in self.profiles
            if each.employer and each.hidden and not each.asked_ever and not self._heard(each.employer, each)
        }

    def _heard(self, organisation: str, profile: Profile) -> bool:
        matches = (each for each in self.matches if each.profile is profile)
        referrals = (each for each in self.referrals if each.profile is profile)
        return any(
            organisation in ({each.need.by} if each.counted else set()) | set(each.lent) for each in matches
        ) or any(organisation in (each.sender, each.receiver) for each in referrals)

    def expects(self, organisation: str | None, person: str | None, noun: str, match: Match) -> Expected:
        """How the step is answered, if this caller takes it now."""
        side, sides = BY[noun], self.sides(organisation, person, match)
        if (side == CANDIDATE) != (person is not None):
            return Expected(403)
        if not sides:
            return Expected(404, "not-found")
        if side not in sides:
            return Expected(403, "not-your-step")
        if match.status == "no-answer" and noun in ANSWERS[match.kind]:
            return Expected(409, "term-passed")
        if noun not in PATHS[match.kind].get(match.status, {}):
            return refused(match.kind, match.status)
        if (match.status, noun) in GOES_ON and self._is_barred(match):
            return Expected(409, "better-tier-waits")
        employer, confirmed = match.profile.employer, match.profile.confirmed
        if noun == "agreement" and employer is None:
            return Expected(409, "no-employer")
        if noun == "placement" and employer and not confirmed:
            return Expected(409, "employment-not-confirmed")
        return Expected(200)

    def may_do(self, side: str, match: Match, status: str | None = None) -> set[str]:
        status = status or match.status
        found = {noun for noun in PATHS[match.kind].get(status, {}) if BY[noun] == side}
        if side == ORGANISATION and status in AWAITING and self._is_barred(match):
            found = {noun for noun in found if (status, noun) not in GOES_ON} | {"overruling"}
        return found | ({"referral"} if side == ORGANISATION and match.may_be_referred else set())

    def _is_barred(self, match: Match) -> bool:
        """Somebody of a better tier, whom the organisation sees, has no answer yet and is within the term."""
        tier = self.tier(match.need, match.profile)
        return any(self.tier(each.need, each.profile) < tier for each in self._waiting(match.need))

    def _waiting(self, need: Need) -> Iterator[Match]:
        for each in self.matches:
            waits = each.need is need and each.status in AWAITING and each.shown_to_organisation
            if waits and each.overdue is None and (each.due is None or each.due > self.now):
                yield each

    # What people do.

    def take(self, noun: str, match: Match, until: date | None = None, placement: Move | None = None) -> None:
        match.status, match.due, match.overdue = PATHS[match.kind][match.status][noun], None, None
        if noun == "contact-request":
            match.due = end_of_term(self.now, CONTACT_DAYS)
        if noun in ("contact-grant", "agreement"):
            match.yes_at, match.consent_until = self.now, until or (day_of(self.now) + timedelta(days=90))
        if noun == "agreement":
            match.lender, match.due = match.profile.employer, end_of_term(self.now, EMPLOYER_DAYS)
        if noun == "employer-consent":
            match.agreed, match.due = True, end_of_term(self.now, ORGANISATION_DAYS)
        if noun == "withdrawal":
            match.because = "candidate-withdrew"
        if placement:
            match.starts_on = placement.start
            self.moves.append(placement)
            goes = midnight(placement.start)
            match.profile.goes_at = min(goes, match.profile.goes_at or goes)
        self._noted(match, match.status, BY[noun])
        self._let_look()

    def grant_through(self, match: Match, referral: Referral) -> None:
        """Accepted for a vacancy for which the pair is proposed: the person said yes already."""
        match.status, match.because, match.due, match.overdue = "contact-granted", None, None, None
        match.through, match.consent_until, match.yes_at = referral, referral.consent_until, self.now
        match.held = False
        self._noted(match, match.status, CANDIDATE)
        self._let_look()

    def open_need(self, need: Need) -> None:
        self.needs.append(need)
        need.next_stage = stage_end(self.now, OWN_DAYS) if need.kind == VACANCY else None
        self.look()

    def close(self, need: Need, outcome: str) -> None:
        need.is_open, need.outcome, need.next_stage, need.held = False, outcome, None, False
        self.look()
        self.end_referrals(lambda referral: referral.need is need)

    def join(self, profile: Profile) -> None:
        self.profiles.append(profile)
        self.look()

    def change_job(self, profile: Profile, employer: str | None) -> None:
        """What anybody was asked, or answered, was about the employment of before."""
        profile.employer, profile.confirmed, profile.asked = employer, False, None
        self.look()

    def withdraw(self, profile: Profile) -> None:
        profile.active, profile.asked = False, None
        self.shut_all(profile, self.now)
        self.look()
        self.end_referrals(lambda referral: referral.profile is profile)

    def erase(self, profile: Profile) -> None:
        """The totals keep how far the matches came, and nobody keeps anything else."""
        for match in [each for each in self.matches if each.profile is profile]:
            self.matches.remove(match)
            if match.counted:
                self.forgotten.append((match.need.by, match.furthest, match.answered))
        self.profiles.remove(profile)
        self.forget(profile)
        self._let_look()

    def take_consent_back(self, disclosure: Disclosure) -> None:
        for match in self.shut_consent(disclosure, self.now):
            if match.consent_until and match.status in OPEN:
                self._end(match, "consent-withdrawn", CANDIDATE)

    def reaction_counts_no_more(self, need: Need) -> None:
        if need.held and need.standing < ENOUGH:
            need.stage, need.held = "public", False
            self.look()

    # What happens by itself.

    def moments(self, until: datetime) -> list[datetime]:
        """When something falls due, up to and including a moment."""
        dues = [match.due for match in self.matches if match.overdue is None]
        dues += [need.next_stage for need in self.needs]
        dues += [profile.goes_at for profile in self.profiles]
        dues += [referral.due for referral in self.referrals]
        dues += [disclosure.until for disclosure in self.disclosures if not disclosure.ended]
        return sorted({due for due in dues if due and due <= until})

    def come_to(self, moment: datetime) -> None:
        self.now = moment
        for profile in [each for each in self.profiles if each.goes_at and each.goes_at <= moment]:
            self.erase(profile)
        for need in self.needs:
            while need.next_stage and need.next_stage <= moment:
                self._next_stage(need, need.next_stage)
        for match in [each for each in self.matches if each.passes(moment)]:
            self._let_pass(match)
        for referral in self.referrals:
            if referral.due and referral.due <= moment:
                referral.end("no-answer")
        self.look()
        self.let_disclosures_end(moment)

    def _next_stage(self, need: Need, due: datetime) -> None:
        if NEXT[need.stage] == "public" and need.standing >= ENOUGH:
            need.held, need.next_stage = True, None
            return
        need.stage = NEXT[need.stage]
        need.next_stage = stage_end(due, PARTNER_DAYS) if need.stage == "partners" else None

    def _let_pass(self, match: Match) -> None:
        due = match.due
        assert due
        if match.asks:
            match.status, match.due = "no-answer", None
            self._noted(match, "no-answer", SYSTEM, due)
        else:
            match.overdue = due
            self._noted(match, "answer-overdue", SYSTEM, due)

    # The rules: who is proposed for what, and what ends a match.

    def look(self) -> None:
        for need in self.needs:
            for profile in sorted(self.profiles, key=lambda each: self.tier(need, each)):
                self._look_at(need, profile)
        self._let_look()

    def _let_look(self) -> None:
        """Whoever was held back is shown when nobody of a better tier waits any more."""
        for match in self.matches:
            outside = self.tier(match.need, match.profile) == OUTSIDE
            if match.held and match.status == "proposed" and not (outside and self._is_barred(match)):
                match.release(end_of_term(self.now, ORGANISATION_DAYS))

    def _look_at(self, need: Need, profile: Profile) -> None:
        match = self._between(need, profile)
        fits = match is None or match.status in ("considered", "withdrawn", "proposed", "contact-requested")
        if match is None:
            if not self.is_proposed(need, profile):
                return
            match = Match(need, profile)
            self.matches.append(match)
        if match.ended_by_people:
            return
        if match.status in OPEN and (because := self._why_ended(match, fits=fits)):
            self._end(match, because, SYSTEM)
        elif match.status not in OPEN and self.is_proposed(need, profile):
            match.begin_anew(end_of_term(self.now, ORGANISATION_DAYS) if need.kind == VACANCY else None)
            if need.kind == VACANCY and self.tier(need, profile) == OUTSIDE and self._is_barred(match):
                match.hold()
            self._noted(match, "proposed", SYSTEM)

    def _why_ended(self, match: Match, *, fits: bool) -> str | None:
        need, profile = match.need, match.profile
        if not need.is_open:
            return "need-closed"
        if not profile.active:
            return "candidate-withdrawn"
        if match.lender and profile.employer != match.lender:
            return "candidate-changed"
        stands = self.is_proposed(need, profile) if fits else self.is_admitted(need, profile)
        return None if stands else "candidate-changed"

    def _between(self, need: Need, profile: Profile) -> Match | None:
        return next((each for each in self.matches if each.need is need and each.profile is profile), None)

    def of_person(self, person: str) -> Iterator[Match]:
        return (match for match in self.matches if match.profile.person == person)

    def _end(self, match: Match, because: str, by: str) -> None:
        match.status, match.because, match.due = "withdrawn", because, None
        self._noted(match, "withdrawn", by)

    def _noted(self, match: Match, taken: str, by: str, at: datetime | None = None) -> None:
        match.note(taken, by)
        self.follow_match(match, at or self.now, self.now)
