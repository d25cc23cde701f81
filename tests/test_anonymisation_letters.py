"""Rich text, e-mails and web pages, as they are sent along with other files."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from leaking_pictures import saved

from reviews.anonymisation import letters

NAME = "Perran Trevaskis"


@pytest.mark.parametrize(
    "body",
    [
        rb"{\rtf1\ansi Perran Trevaskis}",
        rb"{\rtf1 Perran {\b Treva}skis\par}",
        rb"{\rtf1 \'50erran \'54revaskis}",
        rb"{\rtf1 \u80?erran\u32?Trevaskis}",
        rb"{\rtf1\uc2 \u80 ??erran Trevaskis}",
        rb"{\rtf1{\info{\author Perran Trevaskis}}}",
        rb"{\rtf1 {\v Perran Trevaskis}}",
        b"{\\rtf1 Perran Trev\r\naskis}",
        rb"{\rtf1 {\*\company Perran Trevaskis}}",
    ],
)
def test_rich_text_reads_as_words(body):
    assert NAME in letters.rtf_text(body)


def test_the_pictures_of_rich_text_are_files():
    picture = saved("PNG")
    digits = picture.hex().encode()
    assert list(letters.rtf_files(rb"{\rtf1{\pict\pngblip " + digits + b"}}")) == [picture]
    packed = rb"{\rtf1{\pict\bin%d " % len(picture) + picture + b"}}"
    assert picture in list(letters.rtf_files(packed))


def test_a_letter_is_decoded_and_what_came_with_it_is_given():
    mail = (
        b"From: =?utf-8?b?UGVycmFuIFRyZXZhc2tpcw==?= <a@example.org>\r\nTo: b@example.org\r\n"
        b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=cut\r\n\r\n"
        b"--cut\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<p>Morwenna <b>Ped</b>rick=\r\nson</p>\r\n"
        b"--cut\r\nContent-Type: application/octet-stream\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nc29tZSBieXRlcw==\r\n--cut--\r\n"
    )
    assert letters.looks_like_mail(mail)
    assert NAME in letters.eml_text(mail)
    assert "Morwenna Pedrickson" in letters.eml_text(mail)
    assert list(letters.enclosures(mail)) == [b"some bytes"]


@pytest.mark.parametrize(
    "page",
    [
        b"<html><p>Perran <i>Treva</i>skis</p></html>",
        b"<html><!-- Perran Trevaskis --></html>",
        b"<html><p title='Perran Trevaskis'>x</p></html>",
        b"<html><p style='display:none'>Perran Trevaskis</p></html>",
        b"<html><script>var a = 'Perran Trevaskis'</script></html>",
        b"<html><p>Perran&#32;&#84;revaskis",
    ],
)
def test_a_page_reads_as_words(page):
    assert NAME in letters.html_text(page)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read(data):
    letters.rtf_text(b"{\\rtf1" + data)
    list(letters.rtf_files(data))
    letters.html_text(b"<html>" + data)
    letters.eml_text(b"From: a\r\n" + data)
