"""A typed client of a Doorstroom region, for suppliers of HR systems.

with Doorstroom("https://doorstroom.example", ClientCredentials(…)) as region:
    made = region.vacancy.create_vacancy({"title": "Adviseur water", …})
    for match in region.matching.list_matches():
        …
"""

from doorstroom_client.calling import Patience
from doorstroom_client.problem import Problem
from doorstroom_client.region import Doorstroom
from doorstroom_client.tokens import ClientCredentials, TokenRefused, TokenSource

__all__ = ["ClientCredentials", "Doorstroom", "Patience", "Problem", "TokenRefused", "TokenSource"]
