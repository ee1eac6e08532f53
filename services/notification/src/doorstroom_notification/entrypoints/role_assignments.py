"""`/notification/v1/role-assignments`"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Self
from uuid import UUID

from fastapi import Path, Query, Request, Response
from pydantic import Field, model_validator

from doorstroom_common.errors import Forbidden
from doorstroom_common.http import (
    AnswerModel,
    Cursor,
    IdempotencyKey,
    PageOf,
    PageQuery,
    Principal,
    RequestModel,
    Router,
    created,
    example,
    no_content,
    page,
    problems,
    provided,
    require,
)
from doorstroom_common.http.fields import DateTime, Email, LocalDate, Slug, refuse
from doorstroom_common.http.problems import language_of
from doorstroom_common.locales import translator
from doorstroom_notification.application.assign_role import AssignRole, assign_role, commit_once, end_role
from doorstroom_notification.domain.role_assignment import Clash, Role, RoleAssignment, clashes
from doorstroom_notification.entrypoints.parts import Parts

router = Router(tags=["roles"])
Given = Annotated[Parts, provided]
Reader = Annotated[Principal, require("roles:read", roles=[Role.PRIVACY_OFFICER])]
Writer = Annotated[Principal, require("roles:write", kinds=["organisation"])]
AssignmentId = Annotated[UUID, Path(alias="assignmentId")]

WORDS = {
    Clash.CHECKS_OWN_LOOKS: (
        "A privacy officer checks who looked at candidates. Somebody who looks at candidates would check themselves."
    ),
    Clash.SEES_PERSONS_AND_TOTALS: (
        "A co-ordinator sees the totals of all members and no persons. Somebody who sees persons could name them."
    ),
    Clash.ADVISES_AND_CHOOSES: (
        "An adviser stands beside a candidate. Somebody who chooses among candidates stands on the other side."
    ),
}
"""In English; the catalogue has the Dutch."""


class NewRoleAssignment(RequestModel, json_schema_extra=example(email="adviser@waterrijk.example", role="adviser")):
    """Without `fromDate` from today on; without `untilDate` until it is ended. The last day counts."""

    email: Email
    role: Role
    covenant_id: Annotated[Slug | None, Field(description="Of a co-ordinator: which covenant.")] = None
    from_date: LocalDate | None = None
    until_date: LocalDate | None = None

    @model_validator(mode="after")
    def _of_a_co_ordinator_alone(self) -> Self:
        if (self.covenant_id is None) is (self.role is Role.CO_ORDINATOR):
            raise refuse("covenant-of-a-co-ordinator", "a co-ordinator has a covenantId, and nobody else has one")
        return self


class RoleWarning(AnswerModel):
    """Duties that clash; `code` stays the same, `message` is in the caller's language."""

    code: Clash
    message: str


class RoleAssignmentAnswer(AnswerModel):
    """`grantedBy` is the system that entered it."""

    assignment_id: UUID
    organisation: str
    email: str
    role: Role
    covenant_id: str | None
    from_date: date
    until_date: date | None
    granted_by: str
    granted_at: DateTime
    warnings: list[RoleWarning]


class RoleAssignmentPage(PageOf[RoleAssignmentAnswer]):
    """In the order in which they were entered."""


class RoleQuery(PageQuery):
    role: Role | None = None


@router.post("/role-assignments", status_code=201, response_model=RoleAssignmentAnswer, responses=problems(409))
async def assign(
    request: Request, body: NewRoleAssignment, caller: Writer, key: IdempotencyKey, parts: Given
) -> Response:
    """Enter that somebody has a role at the caller's own organisation.

    The register is what the identity provider is fed from: a role works once it is in somebody's token, and as long.
    Duties that clash are warned about, not refused.
    """
    command = AssignRole(
        _of(caller), body.email, body.role, body.covenant_id, body.from_date, body.until_date, caller.supplier or ""
    )
    async with parts.database.unit_of_work(caller.behalf) as uow:
        made, found = await assign_role(command, uow, parts.roles, parts.covenants, parts.clock)
        response = created(_shown(request, made, found), location=f"/notification/v1/role-assignments/{made.id}")
        if key:
            uow.remember(key.answered(response))
        await commit_once(uow)
    return response


@router.get("/role-assignments", response_model=RoleAssignmentPage)
async def list_roles(request: Request, query: Annotated[RoleQuery, Query()], caller: Reader, parts: Given) -> Response:
    """Who has which role at the caller's own organisation, for its HR system and its privacy officer."""
    after = (query.cursor.moment(), query.cursor.id) if query.cursor else None
    organisation = _of(caller)
    async with parts.database.unit_of_work(caller.behalf) as uow:
        found = await parts.roles.page(organisation, query.role, after, query.limit + 1, uow)
        shown = found[: query.limit]
        beside = await parts.roles.of_persons(organisation, [each.email for each in shown], uow)
    more = Cursor.of(shown[-1].granted_at, shown[-1].id) if len(found) > query.limit else None
    items = [_shown(request, each, clashes(each, _same_person(each, beside))) for each in shown]
    return page(request, query, RoleAssignmentPage(items=items), after=more)


@router.delete("/role-assignments/{assignmentId}", status_code=204)
async def end(assignment_id: AssignmentId, caller: Writer, parts: Given) -> Response:
    """End it and forget it. Tokens that were signed before hold until they expire."""
    async with parts.database.unit_of_work(caller.behalf) as uow:
        await end_role(_of(caller), assignment_id, uow, parts.roles)
        await uow.commit()
    return no_content()


def _of(caller: Principal) -> str:
    if caller.organisation is None:
        raise Forbidden("no-organisation", "The token names no organisation.")
    return caller.organisation


def _same_person(one: RoleAssignment, beside: Iterable[RoleAssignment]) -> list[RoleAssignment]:
    return [other for other in beside if other.email.lower() == one.email.lower()]


def _shown(request: Request, assignment: RoleAssignment, found: Sequence[Clash]) -> RoleAssignmentAnswer:
    words = translator("doorstroom_notification", language_of(request.scope))
    same = ("organisation", "email", "role", "covenant_id", "from_date", "until_date", "granted_by", "granted_at")
    return RoleAssignmentAnswer(
        assignment_id=assignment.id,
        **{name: getattr(assignment, name) for name in same},
        warnings=[RoleWarning(code=clash, message=words(WORDS[clash])) for clash in found],
    )
