"""Roads through Wagtail's page models: every way of setting ``live`` and of making a second page."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Locale, Page, PageViewRestriction, Site

from attacks import attempt, road, sql
from attacks.target import Target, information_page
from home.models import HomePage
from reviews.models import ReviewIndexPage, ReviewPage


def _newest_revision(target: Target):
    return ReviewPage.objects.get(pk=target.review.pk).get_latest_revision()


@road
def nothing_at_all(target: Target) -> None:
    """The state itself shows nothing."""


@road
def revision_publish(target: Target) -> None:
    _newest_revision(target).publish(user=target.people.superuser, skip_permission_checks=True)


@road
def publish_action_without_permission_checks(target: Target) -> None:
    revision = _newest_revision(target)
    PublishPageRevisionAction(revision, user=target.people.editor).execute(
        skip_permission_checks=True
    )


@road
def save_as_live(target: Target) -> None:
    page = target.fresh()
    page.live, page.has_unpublished_changes = True, False
    page.first_published_at = page.last_published_at = timezone.now()
    page.save(clean=False)


@road
def save_through_the_base_class(target: Target) -> None:
    page = Page.objects.get(pk=target.review.pk)
    page.live, page.slug = True, target.fresh().slug
    page.save()


@road
def update_of_reviews(target: Target) -> None:
    ReviewPage.objects.filter(pk=target.review.pk).update(live=True, expired=False)


@road
def update_of_pages(target: Target) -> None:
    Page.objects.filter(pk=target.review.pk).update(live=True, live_revision=None)


@road
def bulk_update(target: Target) -> None:
    page = Page.objects.get(pk=target.review.pk)
    page.live = True
    Page.objects.bulk_update([page], ["live"])


@road(refused_by=ValueError)
def bulk_create_of_reviews(target: Target) -> None:
    page = target.fresh()
    page.pk = page.id = None
    page.live = True
    ReviewPage.objects.bulk_create([page])


@road
def bulk_create_of_bare_pages(target: Target) -> None:
    draft = target.fresh()
    index = ReviewIndexPage.objects.get()
    Page.objects.bulk_create(
        [
            Page(
                title=draft.title,
                draft_title=draft.title,
                slug="a-second-row",
                path=index.path + "000Z",
                depth=index.depth + 1,
                url_path=index.url_path + "a-second-row/",
                live=True,
                content_type=draft.content_type,
                locale=draft.locale,
            )
        ]
    )


@road
def sql_on_the_page(target: Target) -> None:
    sql(
        "UPDATE wagtailcore_page SET live = %s, expired = %s, alias_of_id = NULL WHERE id = %s",
        True,
        False,
        target.review.pk,
    )


@road
def scheduled_on_the_revision(target: Target) -> None:
    revision = _newest_revision(target)
    hour_ago = timezone.now() - timedelta(hours=1)
    revision.content["go_live_at"] = hour_ago.isoformat()
    revision.approved_go_live_at = hour_ago
    revision.save()
    Page.objects.filter(pk=target.review.pk).update(go_live_at=hour_ago)
    call_command("publish_scheduled", verbosity=0)


@road
def scheduled_by_the_draft(target: Target) -> None:
    page = target.fresh()
    page.go_live_at = timezone.now() + timedelta(seconds=1)
    revision = page.save_revision(clean=False)
    revision.publish(user=target.people.superuser, skip_permission_checks=True)
    call_command("publish_scheduled", verbosity=0)


@road
def overwritten_revision(target: Target) -> None:
    """Autosave writes into the very revision that was frozen."""
    page = target.fresh()
    page.chair = "Xavier Zephyrine"
    page.save_revision(
        user=target.people.editor, overwrite_revision=page.latest_revision, clean=False
    ).publish(skip_permission_checks=True)


@road
def back_to_the_first_revision(target: Target) -> None:
    first = target.review.revisions.order_by("pk").first()
    page = first.as_object()
    page.save_revision(user=target.people.editor, previous_revision=first)
    first.publish(skip_permission_checks=True)


@road
def live_copy(target: Target) -> None:
    target.fresh().copy(
        keep_live=True,
        copy_revisions=True,
        update_attrs={"slug": "a-copy", "working_reference": "REF-COPY", "live": True},
        user=target.people.superuser,
    )


@road
def alias(target: Target) -> None:
    """Wagtail's own alias fails on the unique working reference, so one is also made by hand."""
    Page.objects.filter(pk=target.review.pk).update(live=True)
    attempt(target.fresh().create_alias, parent=HomePage.objects.get(), update_slug="an-alias")
    live_copy(target)
    Page.objects.filter(slug="a-copy").update(alias_of=target.review.pk)


@road
def translation(target: Target) -> None:
    Page.objects.filter(pk=target.review.pk).update(live=True)
    welsh = Locale.objects.create(language_code="cy")
    attempt(lambda: target.fresh().copy_for_translation(welsh, copy_parents=True))
    attempt(lambda: target.fresh().copy_for_translation(welsh, copy_parents=True, alias=True))


@road
def moved_below_the_home_page(target: Target) -> None:
    Page.objects.filter(pk=target.review.pk).update(live=True)
    target.fresh().move(HomePage.objects.get(), pos="last-child")


@road
def moved_below_an_information_page(target: Target) -> None:
    parent = information_page(HomePage.objects.get(), title="About", slug="about")
    Page.objects.filter(pk=target.review.pk).update(live=True)
    target.fresh().move(parent, pos="last-child")


@road
def the_place_for_reviews_renamed(target: Target) -> None:
    Page.objects.filter(pk=target.review.pk).update(live=True)
    index = ReviewIndexPage.objects.get()
    index.slug = "somewhere-else"
    index.save()


@road
def linked_from_an_information_page(target: Target) -> None:
    key = target.review.pk
    information_page(
        HomePage.objects.get(),
        title="Links",
        slug="links",
        body=[("text", f'<p><a linktype="page" id="{key}">this</a></p>')],
    )


@road
def a_site_rooted_at_the_place_for_reviews(target: Target) -> None:
    Page.objects.filter(pk=target.review.pk).update(live=True)
    Site.objects.create(hostname="localhost", root_page=ReviewIndexPage.objects.get())


@road
def a_site_rooted_at_the_review(target: Target) -> None:
    Page.objects.filter(pk=target.review.pk).update(live=True)
    Site.objects.create(hostname="localhost", root_page=target.review)


@road
def the_default_site_rooted_at_the_review(target: Target) -> None:
    Page.objects.filter(pk=target.review.pk).update(live=True)
    Site.objects.filter(is_default_site=True).update(root_page=target.review)


@road
def view_restriction_set_and_removed(target: Target) -> None:
    Page.objects.filter(pk=target.review.pk).update(live=True)
    restriction = PageViewRestriction.objects.create(
        page=target.review, restriction_type=PageViewRestriction.PASSWORD, password="open"
    )
    restriction.delete()


@road
def another_type_of_page_claimed(target: Target) -> None:
    kind = HomePage.objects.get().content_type
    Page.objects.filter(pk=target.review.pk).update(live=True, content_type=kind)
