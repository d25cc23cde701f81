from typing import TYPE_CHECKING

from protocols.starter.load_agreement import load_information_sharing
from protocols.starter.load_templates import load_templates

if TYPE_CHECKING:
    from home.models import HomePage


def load(home: "HomePage") -> str:
    """The section first: agreements and protocols stand below it."""
    agreements = 1 if load_information_sharing(home) else 0
    forms = load_templates()
    return f"{agreements} agreement and {forms} template forms added"
