"""Half-filled answers, kept on the server for a day, as they were typed."""

import time
from typing import Any

from django.http import HttpRequest

from protocols.models import AgreementVersion
from protocols.models.signatures import Signature, SignatureLink
from protocols.signing.fields import DayField
from protocols.signing.forms import (
    ApproverForm,
    AuthorityForm,
    OrganisationForm,
    QuestionForm,
)

KEY = "sign_up"
DAY = 24 * 60 * 60
STEPS: dict[str, type[QuestionForm]] = {
    "organisation": OrganisationForm,
    "approver": ApproverForm,
    "authority": AuthorityForm,
}


class Answers:
    """The sign-up of this browser, in its session."""

    def __init__(self, request: HttpRequest) -> None:
        self._session = request.session
        self._keeps_own_time = not request.user.is_authenticated
        held = self._session.get(KEY)
        if held and held["saved_at"] < time.time() - DAY:
            held = None
        self._held: dict[str, Any] = held or {"steps": {}}

    def save(self) -> None:
        self._held["saved_at"] = time.time()
        self._session[KEY] = self._held
        if self._keeps_own_time:
            self._session.set_expiry(DAY)

    def begin(self, version: AgreementVersion) -> None:
        """Another version than before starts afresh: what was read is no longer what is signed."""
        if self._held.get("version") != version.pk:
            self._held = {"steps": {}, "version": version.pk}
        self.save()

    def wipe(self) -> None:
        self._held = {"steps": {}}
        self._session.pop(KEY, None)

    @property
    def version(self) -> AgreementVersion | None:
        return AgreementVersion.objects.filter(pk=self._held.get("version") or 0).first()

    @property
    def signature(self) -> Signature | None:
        """The sign-up that this browser made, or came to through a link."""
        found: Signature | None = Signature.objects.filter(
            pk=self._held.get("signature") or 0
        ).first()
        return found

    @property
    def link(self) -> SignatureLink | None:
        return SignatureLink.objects.filter(pk=self._held.get("link") or 0).first()

    @property
    def was_sent(self) -> bool:
        return bool(self._held.get("sent"))

    def note_sent(self, signature: Signature | None) -> None:
        self._held["sent"] = True
        self._held["signature"] = signature.pk if signature else None
        self.save()

    def keep(self, step: str, form: QuestionForm) -> None:
        """What was typed, right or wrong, so that a mistake or a lost tab costs nothing."""
        typed: dict[str, Any] = {}
        for name, field in form.fields.items():
            typed[name] = field.widget.value_from_datadict(form.data, {}, form.add_prefix(name))
        self._held["steps"][step] = typed
        self.save()

    def typed(self, step: str) -> dict[str, Any]:
        return dict(self._held["steps"].get(step, {}))

    def asked(self, step: str, data: Any = None, **fields: Any) -> QuestionForm:
        """The form of a step, about the version that is being signed."""
        if step != "approver":
            fields["version"] = self.version
        return STEPS[step](data, **fields)

    def form(self, step: str) -> QuestionForm:
        """The form of one step as it was filled in, checked again."""
        data: dict[str, Any] = {}
        for name, value in self.typed(step).items():
            if isinstance(value, list):
                data |= {f"{name}_{position}": part for position, part in enumerate(value)}
            elif value not in (None, False):
                data[name] = value
        return self.asked(step, data)

    def blank_form(self, step: str) -> QuestionForm:
        return self.asked(step, initial=self.typed(step))

    def first_open_step(self) -> str | None:
        return next((step for step in STEPS if not self.form(step).is_valid()), None)

    def cleaned(self) -> dict[str, Any]:
        """All answers, once every step is valid."""
        found: dict[str, Any] = {}
        for step in STEPS:
            form = self.form(step)
            form.is_valid()
            found |= form.cleaned_data
        return found

    def begin_from(self, signature: Signature, link: SignatureLink) -> None:
        """What is known already, for somebody who came through a link."""
        self._held = {
            "version": signature.version_id,
            "signature": signature.pk,
            "link": link.pk,
            "steps": {step: _known(step, signature) for step in STEPS},
        }
        self.save()


def _known(step: str, signature: Signature) -> dict[str, Any]:
    """An answer that was never given stays open, so that the step is asked."""
    given = signature.submitted_at is not None
    if step == "organisation":
        typed = {"organisation_name": signature.signed_name}
        return typed if signature.organisation else {**typed, "which": "not-listed"}
    if step == "approver":
        return {
            "approver_name": signature.approver_name,
            "role": signature.role,
            "job_title": signature.job_title,
            "email": signature.email,
            "name_public": ("yes" if signature.name_public else "no") if signature.role else "",
        }
    day = DayField(what="").widget.decompress
    return {
        "parent_signed": ("yes" if signature.parent_signed else "no")
        if given or signature.parent_signed
        else "",
        "parent_signed_on": day(signature.parent_signed_on),
        "ico_number": signature.ico_number,
        "agreed_on": day(signature.agreed_on),
        "authorised": signature.authorised,
    }
