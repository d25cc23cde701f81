"""Who may do what with signatures. A superuser is no exception, as everywhere on this site."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import Permission
from django.db.models import Q

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from setdab.accounts.models import User

DECIDE = "decide_signature"


def user_can_decide(user: "User | AnonymousUser") -> bool:
    if not user.is_active or user.pk is None:
        return False
    held = Permission.objects.filter(content_type__app_label="protocols", codename=DECIDE)
    return held.filter(Q(group__user=user.pk) | Q(user=user.pk)).exists()


def officers() -> "list[User]":
    from setdab.accounts.models import User

    of_group = Q(
        groups__permissions__codename=DECIDE,
        groups__permissions__content_type__app_label="protocols",
    )
    own = Q(
        user_permissions__codename=DECIDE,
        user_permissions__content_type__app_label="protocols",
    )
    return list(User.objects.filter(is_active=True).filter(of_group | own).distinct())
