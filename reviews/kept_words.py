"""Words that people write beside a check and that the site keeps. No protected identifier may be
among them: a reason like “this is the neighbour's name” would undo what the tags are for.
"""

from collections.abc import Iterable

from reviews import protected
from reviews.anonymisation.identifiers import Identifier
from reviews.anonymisation.register import Register, tags_of
from reviews.anonymisation.surfaces import Surface

SENTENCE = "This holds a protected identifier. Write it without: these words are kept."


def holds_identifier(review_id: int, text: str, also: Iterable[Identifier] = ()) -> bool:
    """``also`` are identifiers of this very request, which no register holds yet.

    False where the register can't be used: then there is nothing to compare with.
    """
    try:
        registers = [protected.register_of(review_id)]
        extra = list(also)
        if extra:
            key = protected.key_of(review_id)
            registers.append(Register(key, [tags_of(extra, key)]))
    except protected.RegisterUnusable:
        return False
    surfaces = [Surface("content", text)]
    return any(
        finding.rule == "protected-identifier"
        for register in registers
        for finding in register.scan(surfaces)
    )
