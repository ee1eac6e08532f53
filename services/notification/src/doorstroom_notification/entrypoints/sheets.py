"""The columns of recruiters in a spreadsheet: the same fields as in JSON."""

from doorstroom_common.sheets import Column, Sheet
from doorstroom_common.sheets.cells import Choice, Text
from doorstroom_notification.domain.wishes import Channel

TEXT = Text()
LANGUAGE = Choice({"nl": ("Dutch", "Nederlands"), "en": ("English", "Engels")})
CHANNEL = Choice(
    {
        Channel.EMAIL: ("by e-mail", "per e-mail"),
        Channel.INBOX: ("in the inbox", "in het postvak"),
        Channel.NONE: ("not at all", "niet"),
    }
)
WISHES = (
    ("match", ("Of matches", "Over matches")),
    ("vacancy", ("Of new vacancies", "Over nieuwe vacatures")),
    ("stage", ("Of stages", "Over openstellingsfasen")),
    ("secondmentRequest", ("Of secondment requests", "Over aanvragen tijdelijke inzet")),
    ("answer", ("Of answers", "Over antwoorden")),
    ("employerConsent", ("Of questions to the employer", "Over vragen aan de werkgever")),
    ("secondment", ("Of secondments", "Over detacheringen")),
    ("referral", ("Of referrals", "Over doorverwijzingen")),
    ("placement", ("Of moves", "Over overstappen")),
)
HOW = (
    "How this arrives; empty: as it is, or as usual.",
    "Hoe dit aankomt; leeg: zoals het is, of zoals gebruikelijk.",
)

RECRUITERS = Sheet(
    "recruiters",
    ("Recruiters", "Recruiters"),
    (
        Column("email", ("E-mail", "E-mail"), TEXT, "recruiter@waterrijk.example",
               ("By which the recruiter is known; each stands in one row.",
                "Waaraan de recruiter gekend wordt; elk staat in één rij."), required=True, personal=True),
        Column("name", ("Name", "Naam"), TEXT, "R. Cruiter", ("Who it is.", "Wie het is."), required=True,
               personal=True),
        Column("language", ("Language", "Taal"), LANGUAGE, "nl",
               ("Of alerts; empty: Dutch.", "Van meldingen; leeg: Nederlands.")),
        *(Column(f"wishes/{kind}", heading, CHANNEL, "inbox" if kind == "vacancy" else None, HOW)
          for kind, heading in WISHES),
    ),
)  # fmt: skip
