from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from setdab.security import ADMIN_PREFIX


class RequireMfaMiddleware:
    """Nobody works in the admin on a password alone: one stolen password must not open a review."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.REQUIRE_MFA
            and request.path_info.startswith(ADMIN_PREFIX)
            and request.user.is_authenticated
            and not is_mfa_enabled(request.user)
        ):
            messages.info(request, "Set up two-step login before you go on.")
            return redirect("mfa_activate_totp")
        return self.get_response(request)
