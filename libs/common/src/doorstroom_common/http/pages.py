"""What pages for people have in common: no script, and nothing from elsewhere."""

from base64 import b64encode
from hashlib import sha256

HTML = "text/html"


def page_policy(style: str) -> str:
    """The Content-Security-Policy of a page whose one style element holds exactly this."""
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def wants_page(accept: str | None) -> bool:
    """Whether Accept names HTML, as every browser does and no HR system."""
    return accept is not None and HTML in accept.lower()
