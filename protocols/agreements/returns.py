"""The return to the information sharing framework: the agreement as PDF, and who has signed it."""

import hashlib
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from setdab.mail import Attachment, queue_mail
from wagtail.models import Site

from home.models import BoardSettings
from protocols.agreements.pdf import pdf_bytes
from protocols.agreements.register import signatories_of
from protocols.agreements.register_views import signatories_csv
from protocols.models import AgreementVersion, ReturnToFramework
from protocols.zips import zip_bytes

if TYPE_CHECKING:
    from setdab.accounts.models import User

BODY = """Attached: the agreement "{title}", version {number}, and who has signed it ({count} in all).

SHA-256 of what is in the pack:

{digests}
"""


class ReturnRefused(Exception):
    """In words for an officer."""


def framework_address() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return BoardSettings.for_site(site).framework_email if site else ""


@transaction.atomic
def send_return(version: AgreementVersion, *, user: "User") -> ReturnToFramework:
    """Makes the pack, keeps it, and queues the mail with it: all of it or nothing."""
    address = framework_address()
    if not address:
        raise ReturnRefused(
            "The address of the information sharing framework is not set. A site administrator can "
            "set it under Settings, Board."
        )
    if not version.can_be_signed:
        raise ReturnRefused("Only an approved version can be returned.")
    stem = f"{version.slug}-v{version.number}"
    files = {
        f"{stem}.pdf": pdf_bytes(version),
        f"signatories-{stem}.csv": signatories_csv(version),
    }
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    listed = "".join(f"{digest}  {name}\n" for name, digest in digests.items())
    pack = zip_bytes({**files, "SHA256SUMS.txt": listed.encode()})
    pdf_digest, csv_digest = digests.values()
    row = ReturnToFramework(
        version=version,
        made_by=user,
        sent_to=address,
        signatories=len(signatories_of(version)),
        pdf_digest=pdf_digest,
        csv_digest=csv_digest,
        pack_digest=hashlib.sha256(pack).hexdigest(),
    )
    name = f"return-{stem}-{timezone.localdate(row.made_at):%Y-%m-%d}.zip"
    row.pack.save(f"returns/{row.pack_digest[:12]}-{name}", ContentFile(pack), save=False)
    row.save()
    queue_mail(
        subject=f"Signatories of {version.title}, version {version.number}"[:250],
        body=BODY.format(
            title=version.title, number=version.number, count=row.signatories, digests=listed
        ),
        recipients=[address],
        key=f"return:{row.pk}",
        attachment=Attachment(name=name, stored_as=row.pack.name or ""),
    )
    return row
