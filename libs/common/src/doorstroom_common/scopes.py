"""Every right that a token or a mandate may give, over all services; a test holds the list to their documents."""

SCOPES = frozenset(
    {
        "alerts:read", "alerts:write", "candidates:read", "candidates:write", "covenants:write", "events:read",
        "mandates:read", "mandates:write", "matches:read", "matches:write", "reactions:write", "recruiters:read",
        "recruiters:write", "roles:read", "roles:write", "vacancies:read", "vacancies:write",
    }
)  # fmt: skip

OF_THE_REGISTER = frozenset({"mandates:read", "mandates:write"})
"""Of an organisation's privacy officer alone, by role and not by mandate: or an organisation could lock itself out."""
