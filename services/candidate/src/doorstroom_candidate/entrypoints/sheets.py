"""The columns of candidates in a spreadsheet: the same fields as in JSON, but for the chain of contracts and the
organisations that would be successors.
"""

from doorstroom_candidate.domain.values import Contract, LegalForm, Move
from doorstroom_candidate.entrypoints.examples import CANDIDATE
from doorstroom_common.sheets import Column, Sheet
from doorstroom_common.sheets.cells import Choice, Code, Day, Money, Number, Several, Term, Text, Whole, YesNo

TEXT, NUMBER, WHOLE, DAY, YES_NO, MONEY, CODE = Text(), Number(), Whole(), Day(), YesNo(), Money(), Code()
LEGAL_FORM = Choice(
    {
        LegalForm.CONTRACT: ("contract", "arbeidsovereenkomst"),
        LegalForm.PUBLIC_LAW: ("public-law appointment", "ambtelijke aanstelling"),
        LegalForm.PAYROLL: ("payroll", "payroll"),
        LegalForm.AGENCY: ("agency", "uitzend"),
    }
)
CONTRACT = Choice({Contract.PERMANENT: ("permanent", "vast"), Contract.TEMPORARY: ("temporary", "tijdelijk")})
MOVE = Choice(
    {
        Move.PERMANENT: ("permanent", "vast"),
        Move.TEMPORARY: ("temporary", "tijdelijk"),
        Move.SECONDMENT: ("secondment", "detachering"),
        Move.WORK_EXPERIENCE: ("work experience", "werkervaring"),
    }
)

WHO = (
    Column("externalId", ("Personnel number", "Personeelsnummer"), TEXT, "HR-40017",
           ("Your own id of this employee; kept as a hash alone. Each stands in one row.",
            "Uw eigen nummer van deze medewerker; wordt alleen als hash bewaard. Elk staat in één rij."),
           required=True, personal=True),
    Column("identity/name", ("Name", "Naam"), TEXT, CANDIDATE["identity"]["name"],
           ("Kept apart from everything else.", "Wordt los van al het andere bewaard."), required=True, personal=True),
    Column("identity/email", ("Private e-mail", "Privé-e-mail"), TEXT, CANDIDATE["identity"]["email"],
           ("The address with which they sign in to confirm it.",
            "Het adres waarmee de medewerker inlogt en bevestigt."),
           required=True, personal=True),
    Column("identity/phone", ("Telephone", "Telefoon"), TEXT, None,
           ("Shown only after their yes.", "Pas zichtbaar na hun ja."), personal=True),
)  # fmt: skip
EMPLOYED = (
    Column("employment/employer", ("Employer", "Werkgever"), CODE, "waterrijk",
           ("The code of your own organisation in the covenant.", "De code van uw eigen organisatie in het convenant."),
           required=True),
    Column("employment/workplace", ("Workplace", "Werkplek"), CODE, None,
           ("The organisation where the work is done, if another.",
            "De organisatie waar het werk is, als dat een andere is.")),
    Column("employment/legalForm", ("Legal form", "Rechtsvorm"), LEGAL_FORM, "contract",
           ("Of the employment.", "Van het dienstverband."), required=True),
    Column("employment/contract", ("Contract", "Contract"), CONTRACT, "permanent",
           ("Permanent or temporary.", "Vast of tijdelijk."), required=True),
    Column("employment/contractEndDate", ("Contract until", "Contract tot en met"), DAY, None,
           ("The last day of a temporary contract.", "De laatste dag van een tijdelijk contract.")),
    Column("employment/agreement", ("Collective agreement", "Cao"), CODE, "cao-gemeenten",
           ("Its code.", "De code ervan."), required=True),
    Column("employment/scale", ("Scale", "Schaal"), TEXT, "9", ("Present scale.", "Huidige schaal."), required=True),
    Column("employment/step", ("Step", "Trede"), WHOLE, 7, ("Present step.", "Huidige trede.")),
    Column("employment/hours", ("Contract hours", "Contracturen"), NUMBER, 32, ("A week.", "Per week."), required=True),
)  # fmt: skip
WANTED = (
    Column("hours/min", ("Hours from", "Uren vanaf"), NUMBER, 28,
           ("Wanted a week, at least.", "Gewenst per week, minstens."),
           required=True),
    Column("hours/max", ("Hours to", "Uren tot"), NUMBER, 36, ("Wanted a week, at most.",
           "Gewenst per week, hoogstens."),
           required=True),
    Column("moves", ("Moves", "Soort overstap"), Several(MOVE), ["permanent", "secondment"],
           ("Which moves are wanted, separated by |: permanent, temporary, secondment, work experience.",
            "Welke overstappen gewenst zijn, gescheiden door |: vast, tijdelijk, detachering, werkervaring."),
           required=True),
    Column("occupations", ("Occupations", "Beroepen"), Several(Term("esco-occupation")), CANDIDATE["occupations"],
           ("ESCO occupations, separated by |.", "ESCO-beroepen, gescheiden door |.")),
    Column("skills", ("Skills", "Vaardigheden"), Several(Term("esco-skill")), CANDIDATE["skills"],
           ("ESCO skills, separated by |.", "ESCO-vaardigheden, gescheiden door |.")),
    Column("lowestScale", ("Lowest scale", "Laagste schaal"), TEXT, "9",
           ("The lowest that is accepted.", "De laagste die aanvaard wordt.")),
    Column("availableFromDate", ("Available from", "Beschikbaar vanaf"), DAY, "2030-05-01",
           ("The first day; empty: at once.", "De eerste dag; leeg: meteen.")),
    Column("goesFirst/from", ("Goes first from", "Voorrang vanaf"), DAY, None,
           ("The first day; why is not asked.", "De eerste dag; waarom wordt niet gevraagd.")),
    Column("goesFirst/until", ("Goes first until", "Voorrang tot en met"), DAY, None,
           ("The last day.", "De laatste dag.")),
    Column("blockedOrganisations", ("Not to", "Niet naar"), Several(CODE), None,
           ("Codes of organisations, separated by |.", "Codes van organisaties, gescheiden door |.")),
    Column("acceptsLoss", ("Accepts loss of", "Aanvaardt verlies van"), Several(CODE), None,
           ("Codes of clauses, separated by |.", "Codes van bepalingen, gescheiden door |.")),
)  # fmt: skip
PASSPORT = (
    Column("employment/passport/contractSinceDate", ("Contract since", "Contract sinds"), DAY, "2019-09-01",
           ("The first day of the present contract.", "De eerste dag van het huidige contract.")),
    Column("employment/passport/pensionFund", ("Pension fund", "Pensioenfonds"), CODE, "abp",
           ("Its code.", "De code ervan.")),
    Column("employment/passport/governmentServiceSinceDate", ("Government service since",
           "Overheidsdienst sinds"), DAY, None,
           ("For the jubilee.", "Voor het jubileum.")),
    Column("employment/passport/noticeServiceSinceDate", ("Service for notice since",
           "Diensttijd opzegging sinds"), DAY, None,
           ("For notice and transition pay.", "Voor opzegtermijn en transitievergoeding.")),
    Column("employment/passport/waitingServiceSinceDate", ("Service for waiting time since",
           "Diensttijd wachttijd sinds"), DAY,
           None, ("For from-work-to-work arrangements.", "Voor van-werk-naar-werkafspraken.")),
    Column("employment/passport/successive", ("Successive", "Opvolgend werkgever"), YES_NO, None,
           ("Whether a new employer would be a successor; empty: unknown.",
            "Of een nieuwe werkgever opvolger zou zijn; leeg: onbekend.")),
    Column("employment/passport/allowancesMonthlyCents", ("Allowances a month", "Toelagen per maand"), MONEY, 12500,
           ("Fixed ones, in euros.", "Vaste, in euro's.")),
    Column("employment/passport/travelYearlyCents", ("Travel a year", "Reiskosten per jaar"), MONEY, None,
           ("In euros.", "In euro's.")),
    Column("employment/passport/leaveYearlyHours", ("Leave a year", "Verlof per jaar"), NUMBER, 158.4,
           ("In hours.", "In uren.")),
    Column("employment/passport/nextStepDate", ("Next step", "Periodiekdatum"), DAY, None,
           ("The day of the next step.", "De dag van de volgende periodiek.")),
)  # fmt: skip

CANDIDATES = Sheet("candidates", ("Candidates", "Kandidaten"), (*WHO, *EMPLOYED, *WANTED, *PASSPORT))
