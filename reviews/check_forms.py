"""What people decide about findings, and the note of who tried to find out whom it is about."""

from typing import Any

from django import forms

from reviews.kept_words import SENTENCE, holds_identifier
from reviews.models import Category, Verdict

KEPT = "Private, and kept for good. Don’t repeat the words that were found."


class KeptWordsMixin(forms.Form):
    """Words that would be kept are held against the register of the review."""

    kept: tuple[str, ...] = ()

    def __init__(self, *args: Any, review_id: int, **kwargs: Any) -> None:
        self.review_id = review_id
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in self.kept:
            if data.get(name) and holds_identifier(self.review_id, data[name]):
                self.add_error(name, SENTENCE)
        return data


class DecisionForm(KeptWordsMixin):
    kept = ("reason",)
    verdict = forms.ChoiceField(
        label="What you decide",
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it can stay or must be changed."},
    )
    category = forms.ChoiceField(
        label="What it is",
        help_text="Where it can stay.",
        choices=[("", "Choose"), *Category.choices],
        required=False,
    )
    reason = forms.CharField(
        label="Why",
        help_text=KEPT,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        required=False,
    )


class IntruderNoteForm(KeptWordsMixin):
    kept = ("searched_by", "where", "result")
    searched_by = forms.CharField(
        label="Who searched",
        help_text="A name and a role, of somebody who did not write the review.",
        max_length=120,
        error_messages={"required": "Say who searched."},
    )
    where = forms.CharField(
        label="Where they searched",
        help_text="For example: two search engines, the local paper’s archive, court lists, "
        "and what people wrote on social media at the time. Without the names that were found.",
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages={"required": "Say where they searched."},
    )
    minutes = forms.IntegerField(
        label="How many minutes it took",
        min_value=1,
        max_value=100_000,
        error_messages={"required": "Say how long they searched."},
    )
    result = forms.CharField(
        label="What came of it",
        help_text="Whether anybody could be found from what would be published, and what was "
        "changed because of it. Without the names that were found.",
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages={"required": "Say what came of it."},
    )
