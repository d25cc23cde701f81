"""How many messages readers can send, from one network and altogether.

Altogether, because whoever has many networks could otherwise bury the one message that counts.
"""

from datetime import timedelta

from setdab.limits import Limit

AN_HOUR = timedelta(hours=1)
CONCERNS_FROM_ADDRESS = Limit("concern-ip", 10, AN_HOUR)
CONCERNS_IN_ALL = Limit("concern-all", 60, AN_HOUR)
FORMATS_FROM_ADDRESS = Limit("format-ip", 10, AN_HOUR)
FORMATS_IN_ALL = Limit("format-all", 60, AN_HOUR)


def concern_allowed(address: str) -> bool:
    return CONCERNS_FROM_ADDRESS.allows(address) and CONCERNS_IN_ALL.allows("all")


def format_request_allowed(address: str) -> bool:
    return FORMATS_FROM_ADDRESS.allows(address) and FORMATS_IN_ALL.allows("all")
