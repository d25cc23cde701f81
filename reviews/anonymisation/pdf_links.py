"""The marks of a page, and which of its links the published copy keeps."""

import pikepdf


def annotations_of(page: pikepdf.Page) -> list[pikepdf.Dictionary]:
    found = page.obj.get("/Annots")
    if not isinstance(found, pikepdf.Array):
        return []
    return [one for one in found if isinstance(one, pikepdf.Dictionary)]


def leads_somewhere(link: pikepdf.Dictionary) -> bool:
    if "/Dest" in link:
        return True
    action = link.get("/A")
    return isinstance(action, pikepdf.Dictionary) and is_harmless(action)


def is_harmless(action: pikepdf.Dictionary) -> bool:
    kind = action.get("/S")
    if kind == pikepdf.Name.GoTo:
        return "/D" in action
    if kind != pikepdf.Name.URI:
        return False
    target = action.get("/URI")
    if not isinstance(target, pikepdf.String):
        return False
    return bytes(target).strip().lower().startswith((b"http://", b"https://", b"mailto:"))
