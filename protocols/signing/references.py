from django.db import transaction
from django.db.models import F
from django.utils import timezone

from protocols.models.signatures import ReferenceSequence


@transaction.atomic
def next_reference() -> str:
    """The next of this year, like SET-2026-0042. The row's lock makes two who ask take turns."""
    year = timezone.localdate().year
    ReferenceSequence.objects.get_or_create(year=year)
    ReferenceSequence.objects.filter(year=year).update(last=F("last") + 1)
    number = ReferenceSequence.objects.get(year=year).last
    return f"SET-{year}-{number:04}"
