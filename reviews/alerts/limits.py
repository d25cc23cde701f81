"""How often the form for alerts can be sent."""

from datetime import timedelta

from setdab.limits import Limit

FROM_ADDRESS = Limit("alerts-ip", 10, timedelta(hours=1))
IN_ALL = Limit("alerts-all", 100, timedelta(hours=1))
FOR_EMAIL = Limit("alerts-email", 3, timedelta(days=1))


def form_allowed(address: str) -> bool:
    return FROM_ADDRESS.allows(address) and IN_ALL.allows("all")


def mail_allowed(email: str) -> bool:
    """Nobody's mailbox is filled by somebody who types their address again and again."""
    return FOR_EMAIL.allows(email.strip().casefold())
