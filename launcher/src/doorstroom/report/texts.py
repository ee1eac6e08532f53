"""Every text of the page. The English is the key of the catalogue `locales/nl.po`."""

TEXTS = {
    "simulated": "simulated",
    "warning": "Simulated. These organisations, people and vacancies do not exist.",
    "skip": "Go to the contents",
    "title": "A year in {region}",
    "lede": (
        "In this region {members} employers agreed to treat each other's people almost as their own. This page shows"
        " what came of that in a year: how many people moved, what they kept, and who could see whom."
    ),
    "period": "{first} up to and including {last}",
    "contents": "On this page",
    "how": (
        "The region is made up, and so is everybody in it. The rest is real: the programs did their work, and every"
        " number was counted by them. None was written down by hand."
    ),
    "left-out.short": "fewer than 5, or left out",
    "left-out.note": (
        "∗ means: fewer than 5, or left out because the small number could be worked out from it. This way nobody can"
        " be recognised."
    ),
    "unknown": "not known, or fewer than 5",
    "total": "total",
    "count": "number",
    "nothing": "Nothing to count this year.",
    "no-story": "This did not happen in this story. Another number for the story may show it.",
    # --- the year
    "year": "The year in figures",
    "year.moves": "people moved to another job",
    "year.filled": "vacancies were filled",
    "year.filled.of": "of {total} that closed",
    "year.kept": "moves with a permanent contract that stayed permanent",
    "year.kept.of": "of {total} for which this was recorded",
    "year.answer": "hours until the first answer",
    "year.answer.half": "Half of the answers came sooner.",
    "year.answer.none": "too few answers",
    "year.table": "This year beside the baseline",
    "year.figure": "Figure",
    "year.now": "This year",
    "year.baseline": "Baseline",
    "year.baseline.period": "The baseline is of {first} up to and including {last}.",
    "year.no-baseline": "The co-ordinator entered no baseline.",
    "figure.opened": "Vacancies opened",
    "figure.closed": "Vacancies closed",
    "figure.filled": "Vacancies filled",
    "figure.moves": "Moves",
    "figure.kept": "Permanent contracts that stayed permanent",
    "figure.secondments": "Secondments",
    "figure.hours": "Hours until the first answer (half was sooner)",
    "outcomes": "How vacancies ended",
    "outcomes.table": "Vacancies that closed, by outcome, and by the group the person came from",
    "outcomes.outcome": "Outcome",
    # --- moves
    "moves": "Moves between organisations",
    "moves.intro": (
        "On the left stands where people came from, on the right where they went. A broad band is many people, a thin"
        " line is a number that is left out."
    ),
    "moves.drawing": "Who went where",
    "moves.chart": "Drawing of the moves between organisations. The table beside it has the same numbers.",
    "moves.table": "Moves, from one organisation to another",
    "moves.from-to": "From, and to",
    "moves.from": "from",
    "moves.to": "to",
    "lent": "Secondments between organisations",
    "lent.table": "Secondments, from one organisation to another",
    "lent.from-to": "Lender, and borrower",
    # --- from a match to a move
    "funnel": "From a proposal to a move",
    "funnel.table": "How many proposals came at least this far",
    "funnel.step": "Step",
    "answers": (
        "{answered} proposals had an answer of the organisation. Half of these answers came within {hours} hours."
    ),
    "answers.left-out": "Fewer than 5 proposals had an answer of the organisation, or the number is left out.",
    "deviations": "Promises that were not kept",
    "deviations.table": "How often a promise was not kept",
    "deviations.clause": "Promise",
    "endings": "How secondments came to an end",
    "endings.table": "Secondments, by their ending",
    "endings.ending": "Ending",
    "reactions": "Reactions to vacancies",
    "reactions.table": "Reactions, by what became of them",
    "reactions.status": "What became of it",
    "quiet": "Who did not take part",
    "quiet.posted": "Posted nothing",
    "quiet.answered": "Answered nothing",
    "quiet.nobody": "nobody",
    # --- one person's way
    "way": "One person's way: {name}",
    "way.before": (
        "{name} does not exist. In the story {given} works at {employer} as “{occupation}”: a {contract}, scale {scale}"
        " ({agreement}), {hours} hours a week."
    ),
    "way.after": (
        "{given} moved to {organisation}, to the vacancy “{title}”: a {contract}, from {start}. For {organisation}"
        " {given} counts as one of the {relation}, and competed in the group “{tier}”."
    ),
    "way.hours": "That is for {hours} hours a week.",
    "way.opened": "The vacancy opened on {day}.",
    "way.structural": "The work has no end date.",
    "way.until": "The work lasts up to and including {day}.",
    "way.offers": "Two offers for the same job",
    "way.offers.intro": (
        "Left is what somebody from outside is offered for this vacancy. Right is what {given} was offered. The"
        " difference is the agreement."
    ),
    "way.offers.table": "The offer to somebody from outside, and the offer to {given}",
    "way.clause": "Promise",
    "way.outsider": "Somebody from outside",
    "way.finding": "Finding",
    "way.promise": "In the covenant: {promise}.",
    "way.not-looked": "No rule looks at this yet.",
    "way.kept": "recorded as kept",
    "way.not-kept": "recorded as not kept: {reason}",
    "way.not-kept.bare": "recorded as not kept",
    "way.heard": "Who heard of it, and on which day",
    "way.heard.days": "Day by day",
    "way.heard.who": "{role}, {organisation}",
    "way.heard.recruiters": "Recruiters: {names}",
    "way.heard.recruiter": "Recruiter: {names}",
    "way.heard.many": "{organisation} ({count})",
    "way.looks": "Who could not see {given}",
    "way.looks.intro": (
        "During the story these organisations really asked for {given}. “Not found” is what they also hear of somebody"
        " who does not exist. So nobody can tell from it that {given} looked around, and the own employer cannot"
        " either."
    ),
    "way.looks.table": "Who asked on which day, and the answers",
    "way.looks.day": "Day",
    "way.looks.who": "Who asked",
    "way.looks.what": "What was asked, and the answer",
    "way.looks.own": "the own employer",
    "way.looks.granted": "{given} had said yes to this organisation",
    "outsider.permanent-stays-permanent.permanent": "A permanent contract.",
    "outsider.permanent-stays-permanent.temporary-with-prospect": (
        "A temporary contract, with a chance of a permanent one."
    ),
    "outsider.permanent-stays-permanent.temporary": "A temporary contract.",
    "outsider.no-new-trial-period": "There can be a trial period, as far as the law allows.",
    "outsider.pay": "Scale {lowest} to {highest} ({agreement}).",
    "outsider.service": "Years of service start at zero.",
    "outsider.chain.permanent": "Does not apply to a permanent contract.",
    "outsider.chain.temporary-with-prospect": "Counts as a temporary contract.",
    "outsider.chain.temporary": "Counts as a temporary contract.",
    "outsider.pension": "The pension fund of this employer.",
    "outsider.hours": "{lowest} to {highest} hours a week.",
    "outsider.travel-and-leave": "The rules of this employer.",
    "outsider.promotion": "The rules of this employer, from the first day.",
    # --- why not
    "refusal": "Why not?",
    "refusal.intro": (
        "Somebody was not proposed for “{title}” at {organisation}. Whoever wants to know why not, gets an answer: each"
        " rule, and what it found. This person counts as one of the {relation}."
    ),
    "refusal.tier": "The group in which this person competes: {tier}.",
    "refusal.no-tier": "By the covenant this person takes no part.",
    "refusal.table": "Every rule that was looked at, as the person read it",
    "refusal.rule": "Rule",
    "refusal.finding": "Finding",
    "refusal.words": "What the person read",
    "refusal.because": "this is why not",
    "refusal.version": "Rules of version {version}.",
    "source": "Source:",
    # --- the second best
    "second": "The second best was hired elsewhere",
    "second.intro": (
        "{person} did not get the job “{title}” at {sender}. The service then looked for similar vacancies at other"
        " members. It found “{next_title}” at {receiver}."
    ),
    "second.steps": "From a rejection to a new job",
    "second.rejected": "{sender} says no. The reason: {reason}.",
    "second.consented": "{person} says yes: {sender} may refer {person} to {receiver}.",
    "second.sent": "The referral goes to {receiver}.",
    "second.accepted": "{receiver} says: we want to talk.",
    "second.placed": "{person} is hired by {receiver}: a {contract}, from {start}.",
    # --- three yeses
    "lending": "A secondment with three times yes",
    "lending.intro": (
        "{borrower} asked for temporary help: “{title}”. {person} works at {lender} and stays employed there. Nobody"
        " sees the question before it is their turn, and each of the three can say no."
    ),
    "lending.yeses": "Who said yes, and when",
    "lending.asked": "Asked on {day}",
    "lending.yes": "yes",
    "lending.agreed": "What was agreed",
    "lending.from": "From",
    "lending.until": "Up to and including",
    "lending.hours": "Hours a week",
    "lending.return": "Right to return",
    "lending.return.yes": "yes",
    "lending.return.no": "no",
    "lending.gap": "Who fills the gap",
    # --- about
    "about": "About this page",
    "about.made": (
        "This page was written by the demonstration of Doorstroom, with story number {seed}. The same number gives the"
        " same story."
    ),
    "about.covenant": "The rules are those of {covenant}, version {version}.",
    "about.hash": "Decisions cite it as",
}
