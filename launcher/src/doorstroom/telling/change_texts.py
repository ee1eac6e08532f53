"""Every text that tells what another version of a covenant would change."""

TEXTS = {
    "title.change": "What changes in the agreement",
    "title.tier-change": "Who would compete in another group",
    "title.length-change": "How long vacancies would stay where",
    "title.impact": "What it would change in this region",
    "title.impact.stages": "Stages",
    "title.impact.proposals": "Who is proposed",
    "change.none": "Both files say the same.",
    "change.was": "Was: {text}",
    "change.becomes": "Becomes: {text}",
    "tier-change": "{who}: {before} → {after}.",
    "tier-change.none": "Everybody competes in the same group.",
    "who.first": "{who}, going first",
    "who.not-first": "{who}, not going first",
    "who.registered": "{who}, registered by {whom}",
    "group": "group {rank}, {names}",
    "group.merged": "group {rank}, {names} as one",
    "group.none": "takes no part",
    "length-change": "With {audience}: {before} → {after}.",
    "length-change.none": "Every stage is as long as before.",
    "length.none": "no such stage",
    "length.until-closed": "until they close",
    "impact.looked": (
        "Looked at on {day}: open vacancies and requests of this covenant {needs}, active candidates {people}."
        " Nothing was changed."
    ),
    "impact.frozen": (
        "What is open keeps the version under which it was opened. This shows what the new version would have made"
        " of it."
    ),
    "impact.other-version": (
        "Opened under another version than the old file: {count}. They are compared by both files too."
    ),
    "impact.stood-elsewhere": (
        "In another stage than the old file says, since somebody changed its length or reactions came and went:"
        " {count}. They are compared by what the files say."
    ),
    "impact.none": "For none of these anything would change.",
    "impact.stages": "In another stage now, or going on at another moment: {count} of {needs}.",
    "impact.unshared": "Not shared by the members any more: {count} of {needs}.",
    "impact.held": "Proposals by the old file: {before}. By the new file: {after}.",
    "impact.come": "Proposals that would come: {count}.",
    "impact.gone": "Proposals that would go: {count}.",
    "impact.tiers": "Proposals in another group: {count}.",
    "impact.findings": "Findings on a contract or another rule that would differ: {count}.",
    "impact.scores": "Proposals with another score: {count}.",
    "impact.reordered": "Vacancies and requests whose proposals would stand in another order: {count} of {needs}.",
    "impact.because": "{count} by the rule on {rule}",
    "impact.because.unshared": "{count} because the work is not shared",
    "impact.from-to": "{count} from {before} to {after}",
    "impact.finding": "{count} on {rule}, from {before} to {after}",
    "example": "For example {need}: {before} → {after}.",
    "example.need": "{title} of {organisation} ({id})",
    "example.pair": "{need} and candidate {candidate}",
    "example.unshared": "For example {need}.",
    "stand": "{audience}",
    "stand.next": "{audience}, until {day}",
    "verdict.proposed": "proposed in {group}",
    "verdict.not": "not proposed, by the rule on {rule}",
    "verdict.unshared": "not proposed, since the work is not shared",
}
NAMES = {
    "registered-by": {"person": "themselves", "employer": "their employer"},
    "relation": {
        "own": "own staff",
        "partner": "staff of partners",
        "linked": "staff of linked networks",
        "external": "people from outside",
    },
    "rule": {
        "stage": "stages",
        "tier": "groups",
        "own-employer": "the own employer",
        "blocked-organisation": "blocked organisations",
        "move-wanted": "the move that is wanted",
        "required-skills": "required skills",
        "lowest-scale": "the lowest scale",
        "hours-wanted": "the hours that are wanted",
        "start-date": "the start",
        "permanent-stays-permanent": "a permanent contract",
        "pay": "pay",
        "hours": "the hours of the contract",
    },
    "finding": {
        "met": "met",
        "not_met": "not met",
        "preserved": "stays",
        "preserved_by_covenant": "kept by the covenant",
        "supplemented": "kept with a supplement",
        "changed": "changed",
        "lost": "lost",
        "not_applicable": "not applicable",
        "unknown": "unknown",
    },
}
