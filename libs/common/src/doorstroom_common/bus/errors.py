"""What a bus can refuse; everything else that goes wrong on it is mended inside and shows as silence."""

from doorstroom_common.errors import Invalid, Unavailable


class BusUnavailable(Unavailable):
    """Not, or not surely, acknowledged in time: hand the same records over again, repeats are expected."""

    def __init__(self, detail: str) -> None:
        super().__init__("bus-unavailable", detail)


class RecordRefused(Invalid):
    """This record can never be published: too large, or an unknown topic. Trying again does not help."""

    def __init__(self, detail: str) -> None:
        super().__init__("record-refused", detail)
