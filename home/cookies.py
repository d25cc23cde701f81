"""The cookies that this site can set: the cookies page names these and no others."""

from dataclasses import dataclass

from django.conf import settings

HOUR = 60 * 60
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Cookie:
    name: str
    who: str
    purpose: str
    lasts: str


def cookies() -> list[Cookie]:
    """Their names and times are those of the settings, so the page can't say anything else."""
    found = [
        Cookie(
            settings.SESSION_COOKIE_NAME,
            "People who sign an agreement, and editors",
            "Remembers your answers while you fill in a form, or that you have logged in.",
            "One day after your last answer when you sign; until you log out or close the "
            "browser when you work here. We forget it on our side after "
            f"{_span(max(DAY, settings.SESSION_COOKIE_AGE))}.",
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            "People who fill in a form, and editors",
            "Shows that a form was sent from this website and not by somebody else.",
            f"Up to {_span(settings.CSRF_COOKIE_AGE)}, or until you delete it.",
        ),
    ]
    if "session" not in settings.MESSAGE_STORAGE.rpartition(".")[2].lower():
        found.append(
            Cookie(
                "messages",
                "Editors",
                "Carries a short note, such as ‘Saved’, from one page to the next.",
                "Until the note has been shown.",
            )
        )
    if "wagtail.admin" in settings.INSTALLED_APPS:
        found.append(
            Cookie(
                "wagtail_sidebar_collapsed",
                "Editors",
                "Remembers whether the menu of the editing pages is open.",
                "Until you close the browser.",
            )
        )
    return found


def _span(seconds: int) -> str:
    if seconds > 300 * DAY:
        years = round(seconds / (365 * DAY))
        return "a year" if years == 1 else f"{years} years"
    if seconds >= DAY:
        days = round(seconds / DAY)
        return "a day" if days == 1 else f"{days} days"
    return f"{round(seconds / HOUR)} hours"
