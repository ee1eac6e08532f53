"""The columns of vacancies and secondment requests in a spreadsheet: the same fields as in JSON."""

from doorstroom_common.sheets import Column, Sheet
from doorstroom_common.sheets.cells import Choice, Code, Day, Money, Number, Several, Term, Text, Whole, YesNo
from doorstroom_vacancy.domain.values import ContractForOutsiders, NeedKind, Promotion
from doorstroom_vacancy.entrypoints.examples import VACANCY

TEXT, NUMBER, WHOLE, DAY, YES_NO, MONEY, CODE = Text(), Number(), Whole(), Day(), YesNo(), Money(), Code()
OCCUPATION, SKILLS = Term("esco-occupation"), Several(Term("esco-skill"))
STATUS = Choice({"open": ("open", "open"), "draft": ("draft", "concept")})
NEED = Choice({NeedKind.STRUCTURAL: ("structural", "structureel"), NeedKind.UNTIL: ("until a date", "tot een datum")})
CONTRACT = Choice(
    {
        ContractForOutsiders.PERMANENT: ("permanent", "vast"),
        ContractForOutsiders.TEMPORARY_WITH_PROSPECT: ("temporary with prospect", "tijdelijk met uitzicht op vast"),
        ContractForOutsiders.TEMPORARY: ("temporary", "tijdelijk"),
    }
)
PROMOTION = Choice(
    {
        Promotion.DATE_KEPT: ("date kept", "datum blijft"),
        Promotion.STARTS_ANEW: ("starts anew", "begint opnieuw"),
    }
)

NAMED = (
    Column("externalId", ("External id", "Kenmerk"), TEXT, "HR-2030-17",
           ("The id in your own system or list; each stands in one row.",
            "Het kenmerk in uw eigen systeem of lijst; elk staat in één rij."), required=True),
    Column("title", ("Title", "Titel"), TEXT, "Vergunningverlener", ("The name of the job.", "De naam van de baan."),
           required=True),
    Column("function", ("Function", "Functie"), TEXT, "Medewerker ontwikkeling II",
           ("The function in your function book.", "De functie in uw functieboek.")),
    Column("department", ("Department", "Afdeling"), TEXT, "Vergunningen en toezicht", ("Where.", "Waar.")),
    Column("url", ("Web page", "Webpagina"), TEXT, "https://waterrijk.example/werken-bij/17",
           ("The text on your own site.", "De tekst op uw eigen site.")),
    Column("occupation", ("Occupation", "Beroep"), OCCUPATION, VACANCY["occupation"],
           ("An ESCO occupation, with its name or without.", "Een ESCO-beroep, met of zonder de naam."), required=True),
    Column("hours/min", ("Hours from", "Uren vanaf"), NUMBER, 24, ("A week, at least.", "Per week, minstens."),
           required=True),
    Column("hours/max", ("Hours to", "Uren tot"), NUMBER, 36, ("A week, at most.", "Per week, hoogstens."),
           required=True),
    Column("scales/agreement", ("Collective agreement", "Cao"), CODE, "cao-gemeenten",
           ("Its code.", "De code ervan."), required=True),
    Column("scales/min", ("Scale from", "Schaal vanaf"), TEXT, "9", ("Lowest scale.", "Laagste schaal."),
           required=True),
    Column("scales/max", ("Scale to", "Schaal tot"), TEXT, "10A", ("Highest scale.", "Hoogste schaal."),
           required=True),
)  # fmt: skip
MORE = (
    Column("place/name", ("Place", "Plaats"), TEXT, "Waterrijk", ("Where the work is.", "Waar het werk is.")),
    Column("officeDays", ("Office days", "Kantoordagen"), WHOLE, 2, ("Days a week.", "Dagen per week.")),
    Column("requiredSkills", ("Required skills", "Vereiste vaardigheden"), SKILLS,
           [{"scheme": "esco-skill", "uri": "http://data.europa.eu/esco/skill/3d6a1f4c", "label": "toezicht houden"}],
           ("ESCO skills, separated by |.", "ESCO-vaardigheden, gescheiden door |.")),
    Column("requiredShare", ("Required share", "Vereist deel"), WHOLE, 100,
           ("Percent of the required skills that is enough; empty: all.",
            "Procent van de vereiste vaardigheden dat genoeg is; leeg: alle.")),
    Column("wishedSkills", ("Wished skills", "Gewenste vaardigheden"), SKILLS, None,
           ("ESCO skills, separated by |.", "ESCO-vaardigheden, gescheiden door |.")),
    Column("text", ("Text", "Tekst"), TEXT, "Jij beoordeelt aanvragen en spreekt met wie ze indient.",
           ("What readers see.", "Wat lezers zien.")),
    Column("contactPerson/name", ("Contact", "Contactpersoon"), TEXT, "Een verzonnen naam",
           ("Whom to ask.", "Wie men kan vragen.")),
    Column("contactPerson/email", ("Contact e-mail", "E-mail contactpersoon"), TEXT, "werken@waterrijk.example",
           ("Address of the contact.", "Adres van de contactpersoon.")),
    Column("contactPerson/phone", ("Contact phone", "Telefoon contactpersoon"), TEXT, "+31 000 000 000",
           ("Telephone of the contact.", "Telefoon van de contactpersoon.")),
    Column("contactPerson/public", ("Contact public", "Contact openbaar"), YES_NO, False,
           ("Whether feeds show the contact.", "Of feeds de contactpersoon tonen.")),
    Column("status", ("Status", "Status"), STATUS, "open",
           ("Open at once, or a draft; empty: open.", "Meteen open, of een concept; leeg: open.")),
)  # fmt: skip
OFFERED = (
    Column("posts", ("Posts", "Aantal plaatsen"), WHOLE, 1, ("How many are wanted.", "Hoeveel er gezocht worden.")),
    Column("need/kind", ("Need", "Behoefte"), NEED, "structural",
           ("How long the work lasts.", "Hoe lang het werk duurt."), required=True),
    Column("need/until", ("Need until", "Behoefte tot"), DAY, None,
           ("The last day of a need until a date.", "De laatste dag van een behoefte tot een datum.")),
    Column("contractForOutsiders", ("Contract for outsiders", "Contract voor buitenstaanders"), CONTRACT,
           "temporary-with-prospect", ("What somebody from outside gets.", "Wat iemand van buiten krijgt."),
           required=True),
    Column("closingDate", ("Closing date", "Sluitingsdatum"), DAY, "2030-04-12",
           ("Until when people react.", "Tot wanneer men kan reageren."), required=True),
    Column("latestStartDate", ("Latest start", "Uiterste startdatum"), DAY, "2030-06-01",
           ("When somebody must have started.", "Wanneer iemand begonnen moet zijn.")),
    Column("offer/trialPeriod", ("Trial period", "Proeftijd"), YES_NO, False,
           ("Empty: unknown.", "Leeg: onbekend.")),
    Column("offer/allowancesMonthlyCents", ("Allowances a month", "Toelagen per maand"), MONEY, 15050,
           ("Fixed ones, in euros.", "Vaste, in euro's.")),
    Column("offer/pensionFund", ("Pension fund", "Pensioenfonds"), CODE, "abp",
           ("Where it is not the one of the covenant.", "Als het niet dat van het convenant is.")),
    Column("offer/travelYearlyCents", ("Travel a year", "Reiskosten per jaar"), MONEY, 90000,
           ("In euros.", "In euro's.")),
    Column("offer/leaveYearlyHours", ("Leave a year", "Verlof per jaar"), NUMBER, 158.4,
           ("In hours.", "In uren.")),
    Column("offer/promotion", ("Next step", "Periodiek"), PROMOTION, "date-kept",
           ("Whether the day of the next step is kept.", "Of de periodiekdatum blijft.")),
    Column("conditions", ("Conditions", "Voorwaarden"), Several(CODE), ["vog", "oath"],
           ("Before the start, separated by |: vog, oath.", "Voor de start, gescheiden door |: vog, oath.")),
)  # fmt: skip
LENT = (
    Column("startDate", ("Start date", "Startdatum"), DAY, "2030-05-01", ("The first day.", "De eerste dag."),
           required=True),
    Column("endDate", ("End date", "Einddatum"), DAY, "2030-10-31", ("The last day.", "De laatste dag."),
           required=True),
)  # fmt: skip

VACANCIES = Sheet("vacancies", ("Vacancies", "Vacatures"), (*NAMED, *OFFERED, *MORE))
SECONDMENT_REQUESTS = Sheet(
    "secondment-requests", ("Secondment requests", "Aanvragen tijdelijke inzet"), (*NAMED, *LENT, *MORE)
)
