"""How often one address may do something, counted in the shared cache.

A limit of *n* is *n* slots in the cache, each free again when its time is over. Taking a slot is
``cache.add``, which every shared cache does in one step; counting up is not, on some.
"""

import hmac
import ipaddress
import random
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True)
class Limit:
    name: str
    times: int
    within: timedelta

    def allows(self, subject: str) -> bool:
        """Take a slot, if one is free. The subject itself is not kept, only a keyed hash of it."""
        keys = [f"limit:{self.name}:{_hidden(subject)}:{slot}" for slot in range(self.times)]
        free = [key for key in keys if key not in cache.get_many(keys)]
        random.shuffle(free)
        seconds = int(self.within.total_seconds())
        return any(cache.add(key, 1, seconds) for key in free)


def address_of(request: HttpRequest) -> str:
    """The reader's network address by the same rule as the login's; of IPv6, the network."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _hidden(subject: str) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, subject.encode(), "sha256").hexdigest()[:32]
