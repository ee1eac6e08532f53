"""The clauses of contract preservation in plain words; a permanent contract, the scale and hours are in `words`."""

CLAUSES = {
    "no-new-trial-period.preserved": "There is no new trial period.",
    "no-new-trial-period.preserved.law": "By law there can be no new trial period, because the work goes on.",
    "no-new-trial-period.preserved.lent": "Your employer stays your employer, so there is no trial period.",
    "no-new-trial-period.preserved_by_covenant": "By the covenant there is no new trial period.",
    "no-new-trial-period.lost": "This job has a new trial period. In that time your new employer can stop at once.",
    "no-new-trial-period.unknown": "The offer does not say whether there is a trial period.",
    "no-new-trial-period.unknown.not-recorded": (
        "The offer has a trial period. Nobody has recorded yet whether the work goes on; if it does, the law"
        " allows no trial period."
    ),
    "no-new-trial-period.unknown.same-employer": (
        "You stay with your employer, and the offer has a trial period. By law it counts only if the work plainly asks"
        " for other skills or responsibilities. Whether it does is recorded nowhere."
    ),
    "no-new-trial-period.unknown.same-employer-appointment": (
        "You stay with your employer, and the offer has a trial period. You have an appointment, and the law on trial"
        " periods is about contracts only. So we do not know whether it counts."
    ),
    "no-new-trial-period.not_applicable": "You have no contract now, so there is no promise about a trial period.",
    "pay.preserved_by_covenant.allowances": (
        "Your scale, {held}, is kept. By the covenant you keep your fixed allowances too."
    ),
    "pay.supplemented.allowances": (
        "Your scale, {held}, is kept. By the covenant you get a supplement for your fixed allowances:"
        " {allowances_held} euros a year."
    ),
    "pay.lost.allowances": (
        "Your fixed allowances are {allowances_held} euros a year. Here they are {allowances_offered} euros."
    ),
    "pay.unknown.allowances": (
        "Your scale, {held}, is kept. The offer does not say whether you keep your fixed allowances:"
        " {allowances_held} euros a year."
    ),
    "service-government.preserved": "Your years in government service go on counting.",
    "service-government.preserved.lent": (
        "Your employer stays your employer, so your years in government service go on counting."
    ),
    "service-government.preserved_by_covenant": "By the covenant your years in government service go on counting.",
    "service-government.unknown": (
        "Whether your years in government service count for a jubilee depends on the new collective agreement."
    ),
    "service-government.not_applicable": "You have no employment now of which years could count.",
    "service-notice.preserved": "Your years of service go on counting for the term of notice and the transition pay.",
    "service-notice.preserved.law": (
        "By law your years of service go on counting for the transition pay, because the work goes on."
    ),
    "service-notice.preserved.lent": "Your employer stays your employer, so your years of service go on counting.",
    "service-notice.preserved_by_covenant": (
        "By the covenant your years of service go on counting for the term of notice and the transition pay."
    ),
    "service-notice.lost": (
        "Your years of service since {since} would no longer count for the term of notice and the transition pay."
    ),
    "service-notice.unknown": (
        "Nobody has recorded yet whether the work goes on, or since when you are in service. So we do not know"
        " whether your years count for the term of notice and the transition pay."
    ),
    "service-notice.not_applicable": "You have no employment now of which years could count.",
    "service-notice.not_applicable.appointment": (
        "You have an appointment and no contract. This law is about contracts only."
    ),
    "service-waiting.preserved": "Your years of service go on counting for help from work to work.",
    "service-waiting.preserved.lent": (
        "Your employer stays your employer, so your years go on counting for help from work to work."
    ),
    "service-waiting.preserved_by_covenant": (
        "By the covenant your years of service go on counting for help from work to work."
    ),
    "service-waiting.unknown": (
        "Whether your years of service count for help from work to work depends on the new collective agreement."
    ),
    "service-waiting.not_applicable": "You have no employment now of which years could count.",
    "chain.preserved": "Your temporary contracts go on counting.",
    "chain.preserved.counts": (
        "Your temporary contracts go on counting by law: {contracts} since {since}. From {permanent_from} on a"
        " contract is permanent."
    ),
    "chain.preserved.becomes-permanent": (
        "Your temporary contracts go on counting by law: {contracts} since {since}. With this one your contract is"
        " or becomes permanent."
    ),
    "chain.preserved.after-permanent": (
        "By law this temporary contract does not end by itself after your permanent one, unless that one ended by"
        " notice or by a judge."
    ),
    "chain.preserved.lent": "Your employer stays your employer, so nothing changes in your contracts.",
    "chain.preserved_by_covenant": "By the covenant your temporary contracts go on counting.",
    "chain.lost": "Your temporary contracts up to now would no longer count. Counting starts anew.",
    "chain.lost.after-permanent": "After your permanent contract this would be a temporary one that ends by itself.",
    "chain.unknown": (
        "Your earlier contracts, or whether the work goes on, have not been recorded. So we do not know whether"
        " your temporary contracts go on counting."
    ),
    "chain.unknown.after-permanent": (
        "Nobody has recorded yet whether the work goes on. So we do not know whether a temporary contract would"
        " end by itself after your permanent one."
    ),
    "chain.not_applicable": "You have no temporary contracts that could count.",
    "chain.not_applicable.permanent-offered": "This is a permanent contract, so no temporary contracts are counted.",
    "chain.not_applicable.appointment": "You have an appointment and no contract. This law is about contracts only.",
    "pension.preserved": "You stay with the same pension fund: {fund_held}.",
    "pension.preserved.lent": "Your employer stays your employer, so your pension stays the same.",
    "pension.changed": (
        "Your pension fund becomes {fund_offered}, now it is {fund_held}. What you built up stays there or can be"
        " transferred."
    ),
    "pension.unknown": "We do not know both pension funds, so we cannot compare them.",
    "pension.not_applicable": "You have no pension fund of an employer to keep.",
    "travel-and-leave.preserved": "Your travel allowance stays at least the same: {travel_offered} euros a year.",
    "travel-and-leave.preserved.lent": (
        "Your employer stays your employer, so your travel allowance and leave stay the same."
    ),
    "travel-and-leave.preserved_by_covenant": (
        "By the covenant you keep your travel allowance: {travel_held} euros a year."
    ),
    "travel-and-leave.supplemented": (
        "By the covenant you get a supplement to your travel allowance, now {travel_held} euros a year."
    ),
    "travel-and-leave.lost": "Your travel allowance is {travel_held} euros a year. Here it is {travel_offered} euros.",
    "travel-and-leave.unknown": "We do not know both travel allowances, so we cannot compare them.",
    "travel-and-leave.not_applicable": "You have no travel allowance or leave to keep.",
    "promotion.preserved": "The day of your next step stays as it is.",
    "promotion.preserved.lent": "Your employer stays your employer, so the day of your next step stays as it is.",
    "promotion.preserved_by_covenant": "By the covenant the day of your next step stays as it is.",
    "promotion.lost": "Your next step would be on {next_step}. Here the way to the next step starts anew.",
    "promotion.unknown": "We do not know the day of your next step, or what the offer says about it.",
    "promotion.not_applicable": "You have no next step to keep.",
}
LEAVE = "Leave: {leave_held} hours a year now, {leave_offered} here."
"""Told after the travel allowance, where both are known."""
RECORDED = {
    "for-organisation": "Whether the work goes on was recorded for this organisation.",
    "in-general": "Whether the work goes on was recorded in general, not for this organisation.",
}
"""Told after a finding that rests on it."""
