"""Files that were damaged on the way are refused in words, whatever byte it hit."""

import io
import random

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from protocols.starter.forms import docx_bytes, starter_forms
from protocols.template_forms.word_reading import read_word_file

pytestmark = pytest.mark.once

WHOLE = docx_bytes(starter_forms()[0])


def read_or_refuse(data: bytes) -> None:
    try:
        read_word_file(io.BytesIO(data))
    except ValidationError as refusal:
        assert refusal.messages


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(4, len(WHOLE) - 1), st.integers(0, 255)), min_size=1))
def test_changed_bytes_never_end_in_an_error_page(changes):
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    read_or_refuse(bytes(data))


def test_a_broken_stream_of_packed_text_is_called_damaged():
    """Bytes inside the packed parts, where zlib and not zipfile finds the fault."""
    chance = random.Random(7)
    said = set()
    for _ in range(200):
        data = bytearray(WHOLE)
        data[chance.randrange(200, len(data) // 2)] ^= 0xFF
        try:
            read_word_file(io.BytesIO(bytes(data)))
        except ValidationError as refusal:
            said.add(refusal.messages[0].split(".")[0])
    assert "The file is damaged and can’t be read" in said
