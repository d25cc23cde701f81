"""The registers of places where words can hide in a PDF, filled by the modules that make them."""

from collections.abc import Callable

import pikepdf

Place = Callable[[pikepdf.Pdf, str], None]
PLACES: dict[str, Place] = {}
RAW_PLACES: dict[str, Callable[[str], bytes]] = {}


def place(function: Place) -> Place:
    PLACES[function.__name__] = function
    return function


def raw_place(function: Callable[[str], bytes]) -> Callable[[str], bytes]:
    RAW_PLACES[function.__name__] = function
    return function
