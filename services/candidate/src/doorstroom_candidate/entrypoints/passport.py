"""The contract passport, as it is taken in and shown."""

from dataclasses import asdict
from typing import Annotated, Any

from pydantic import Field

from doorstroom_candidate.domain.passport import Passport, PastContract, Successor
from doorstroom_common.http import AnswerModel, RequestModel
from doorstroom_common.http.fields import LocalDate, Slug

MonthlyCents = Annotated[int, Field(ge=0, le=1_000_000)]
YearlyCents = Annotated[int, Field(ge=0, le=10_000_000)]
YearlyHours = Annotated[float, Field(ge=0, le=1_000)]
Recorded = Annotated[bool | None, Field(description="Null while nobody has recorded it.")]


class PastContractBody(RequestModel):
    """A contract of the chain (art. 7:668a BW); only the last one, the present contract, may have no end.

    `successive`: whether the work made its employer the successor of the one before.
    """

    first_day: LocalDate = Field(alias="from")
    last_day: LocalDate | None = Field(default=None, alias="until")
    temporary: bool
    successive: Recorded = None

    def contract(self) -> PastContract:
        return PastContract(self.first_day, self.last_day, self.temporary, self.successive)


class SuccessorBody(RequestModel):
    """Whether the work that is wanted makes this organisation the successor of the present employer."""

    organisation: Slug
    successive: bool


class PassportBody(RequestModel):
    """What the contract brings along in a move. All of it may be left out, and is unknown then.

    `successive`: whether the work that is wanted makes a new employer the successor of the present one; `successors`
    says so of single organisations, each once, and wins there. `chain` has the oldest contract first and the present
    one last. Money is in whole cents.
    """

    contract_since_date: LocalDate | None = None
    pension_fund: Slug | None = None
    government_service_since_date: LocalDate | None = None
    notice_service_since_date: LocalDate | None = None
    waiting_service_since_date: LocalDate | None = None
    chain: Annotated[list[PastContractBody], Field(max_length=20)] | None = None
    successive: Recorded = None
    successors: Annotated[list[SuccessorBody], Field(max_length=100)] | None = None
    allowances_monthly_cents: MonthlyCents | None = None
    travel_yearly_cents: YearlyCents | None = None
    leave_yearly_hours: YearlyHours | None = None
    next_step_date: LocalDate | None = None

    def passport(self) -> Passport | None:
        """None where nothing is said."""
        given = Passport(
            contract_since=self.contract_since_date,
            pension_fund=self.pension_fund,
            government_service_since=self.government_service_since_date,
            notice_service_since=self.notice_service_since_date,
            waiting_service_since=self.waiting_service_since_date,
            chain=None if self.chain is None else tuple(contract.contract() for contract in self.chain),
            successive=self.successive,
            successors=tuple(Successor(one.organisation, one.successive) for one in self.successors or ()) or None,
            allowances_monthly_cents=self.allowances_monthly_cents,
            travel_yearly_cents=self.travel_yearly_cents,
            leave_yearly_hours=self.leave_yearly_hours,
            next_step=self.next_step_date,
        )
        return None if given == Passport() else given


class PastContractAnswer(AnswerModel):
    first_day: LocalDate = Field(alias="from")
    last_day: LocalDate | None = Field(alias="until")
    temporary: bool
    successive: bool | None


class SuccessorAnswer(AnswerModel):
    organisation: str
    successive: bool


class PassportAnswer(AnswerModel):
    """What is not known is null."""

    contract_since_date: LocalDate | None
    pension_fund: str | None
    government_service_since_date: LocalDate | None
    notice_service_since_date: LocalDate | None
    waiting_service_since_date: LocalDate | None
    chain: list[PastContractAnswer] | None
    successive: bool | None
    successors: list[SuccessorAnswer] | None
    allowances_monthly_cents: int | None
    travel_yearly_cents: int | None
    leave_yearly_hours: float | None
    next_step_date: LocalDate | None


def passport_answer(passport: Passport | None) -> PassportAnswer | None:
    return PassportAnswer(**_fields(passport)) if passport else None


def _fields(passport: Passport) -> dict[str, Any]:
    chain, successors = passport.chain, passport.successors
    return {
        "contract_since_date": passport.contract_since,
        "pension_fund": passport.pension_fund,
        "government_service_since_date": passport.government_service_since,
        "notice_service_since_date": passport.notice_service_since,
        "waiting_service_since_date": passport.waiting_service_since,
        "chain": None if chain is None else [_contract(contract) for contract in chain],
        "successive": passport.successive,
        "successors": None if successors is None else [SuccessorAnswer(**asdict(one)) for one in successors],
        "allowances_monthly_cents": passport.allowances_monthly_cents,
        "travel_yearly_cents": passport.travel_yearly_cents,
        "leave_yearly_hours": passport.leave_yearly_hours,
        "next_step_date": passport.next_step,
    }


def _contract(contract: PastContract) -> PastContractAnswer:
    return PastContractAnswer.model_validate(contract, from_attributes=True, by_name=True)
