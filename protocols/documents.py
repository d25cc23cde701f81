"""The only public road to a document of Wagtail's library: asked each time whether a page uses it."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from wagtail.models import CollectionViewRestriction
from wagtail.permissions import policy_registry

from protocols.models import LibraryDocument, ProtocolAttachment, ProtocolPage
from protocols.sending import send_file


@require_safe
def serve_document(request: HttpRequest, pk: int, filename: str) -> HttpResponseBase:
    """The document, if a published page uses it or the reader is one of its editors; else a 404.

    It stands in the place of Wagtail's own view, which would show a login or a password form for a
    document in a private collection and so tell that it exists.
    """
    document = LibraryDocument.objects.select_related("collection").filter(pk=pk).first()
    if document is None or document.filename != filename:
        raise Http404
    is_public = document_is_public(document)
    if not is_public and not _is_editor(request, document):
        raise Http404
    return send_file(
        request,
        name=document.file.name or "",
        etag=document.get_file_hash() or "",
        file_name=document.filename,
        content_type=document.content_type,
        is_public=is_public,
    )


def document_is_public(document: LibraryDocument) -> bool:
    """Whether a page that everybody may read has it attached now.

    Asked of the pages' own rows: Wagtail's index of references is brought up to date by a task, later.
    """
    uses = ProtocolAttachment.objects.filter(document=document).values("page")
    in_use = ProtocolPage.objects.live().public().filter(expired=False, pk__in=uses).exists()
    restricted = CollectionViewRestriction.objects.filter(
        collection__in=document.collection.get_ancestors(inclusive=True)
    )
    return in_use and not restricted.exists()


def _is_editor(request: HttpRequest, document: LibraryDocument) -> bool:
    policy = policy_registry.get_by_type(LibraryDocument)
    return request.user.is_authenticated and policy.user_has_permission_for_instance(
        request.user, "change", document
    )
