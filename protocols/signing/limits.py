"""How often a sign-up may be sent, and its links asked for again."""

from datetime import timedelta

from setdab.limits import Limit, address_of

__all__ = [
    "AGAIN_FOR_EMAIL",
    "AGAIN_FROM_ADDRESS",
    "LINK_FROM_ADDRESS",
    "SUBMIT_FOR_EMAIL",
    "SUBMIT_FROM_ADDRESS",
    "address_of",
]

SUBMIT_FROM_ADDRESS = Limit("sign-submit-ip", 20, timedelta(hours=1))
SUBMIT_FOR_EMAIL = Limit("sign-submit-email", 5, timedelta(hours=1))
AGAIN_FROM_ADDRESS = Limit("sign-again-ip", 20, timedelta(hours=1))
AGAIN_FOR_EMAIL = Limit("sign-again-email", 3, timedelta(days=1))
LINK_FROM_ADDRESS = Limit("sign-link-ip", 60, timedelta(hours=1))
