"""Who may do what, as questions. A superuser is no exception: being able to mend accounts gives
nobody a say in what is published.
"""

from typing import TYPE_CHECKING

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import Q

if TYPE_CHECKING:
    from setdab.accounts.models import User

    from reviews.models import Edition

AnyUser = AbstractBaseUser | AnonymousUser

CLEAR = "add_anonymisationclearance"
APPROVE = "confirm_homeofficeapproval"
SIGN_OFF = "add_boardsignoff"
WITHDRAW = "add_withdrawal"
SUBMIT = "add_edition"
HANDLE_CONCERNS = "change_concern"
HANDLE_FORMAT_REQUESTS = "change_formatrequest"


def user_can_submit(user: AnyUser) -> bool:
    return _holds(user, SUBMIT)


def user_can_clear(user: AnyUser, edition: "Edition") -> bool:
    return _holds(user, CLEAR) and not user_wrote(user, edition)


def user_can_protect(user: AnyUser) -> bool:
    """Whether they are an officer who enters protected identifiers and sees excerpts."""
    return _holds(user, CLEAR)


def user_can_second(user: AnyUser) -> bool:
    """Whether they can be the second person, where one is not enough."""
    return _holds(user, CLEAR, SIGN_OFF)


def user_can_approve(user: AnyUser, edition: "Edition") -> bool:
    return _holds(user, APPROVE) and not user_wrote(user, edition)


def user_can_sign_off(user: AnyUser, edition: "Edition") -> bool:
    return _holds(user, SIGN_OFF) and not user_wrote(user, edition)


def user_can_withdraw(user: AnyUser) -> bool:
    return _holds(user, WITHDRAW)


def user_can_revoke_approval(user: AnyUser) -> bool:
    return _holds(user, APPROVE) or user_can_withdraw(user)


def user_can_handle_concerns(user: AnyUser) -> bool:
    """Whether they read what readers report, and what contact details readers left."""
    return _holds(user, HANDLE_CONCERNS)


def user_can_handle_format_requests(user: AnyUser) -> bool:
    return _holds(user, HANDLE_FORMAT_REQUESTS)


def user_can_read_drafts(user: AnyUser) -> bool:
    return _holds(user, SUBMIT, CLEAR, APPROVE, SIGN_OFF, WITHDRAW)


def user_wrote(user: AnyUser, edition: "Edition") -> bool:
    """Whether they wrote or submitted it, and so may not judge it."""
    return user.pk == edition.submitted_by_id or user.pk in edition.writers


def users_who_hold(codename: str) -> "list[User]":
    from setdab.accounts.models import User

    return list(
        User.objects.filter(is_active=True)
        .filter(
            Q(groups__permissions__codename=codename)
            & Q(groups__permissions__content_type__app_label="reviews")
            | Q(user_permissions__codename=codename)
            & Q(user_permissions__content_type__app_label="reviews")
        )
        .distinct()
    )


def _holds(user: AnyUser, *codenames: str) -> bool:
    if not user.is_active or user.pk is None:
        return False
    return (
        Permission.objects.filter(content_type__app_label="reviews", codename__in=codenames)
        .filter(Q(group__user=user) | Q(user=user))
        .exists()
    )
