"""allauth's forms, drawn by the site's own components."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.recovery_codes import forms as recovery_codes
from allauth.mfa.totp import forms as totp

from setdab.forms import SiteFormMixin


class LoginForm(SiteFormMixin, account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""


class ReauthenticateForm(SiteFormMixin, account.ReauthenticateForm):
    pass


class ChangePasswordForm(SiteFormMixin, account.ChangePasswordForm):
    pass


class ResetPasswordForm(SiteFormMixin, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(SiteFormMixin, account.ResetPasswordKeyForm):
    pass


class CodeForm(SiteFormMixin, mfa.AuthenticateForm):
    pass


class CodeAgainForm(SiteFormMixin, mfa.ReauthenticateForm):
    pass


class ActivateForm(SiteFormMixin, totp.ActivateTOTPForm):
    pass


class DeactivateForm(SiteFormMixin, totp.DeactivateTOTPForm):
    pass


class RecoveryCodesForm(SiteFormMixin, recovery_codes.GenerateRecoveryCodesForm):
    pass
