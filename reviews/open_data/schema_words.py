"""JSON Schema in plain words, for the page that explains the API."""

from dataclasses import dataclass
from typing import Any

FORMATS = {"uuid": "UUID", "date": "date (YYYY-MM-DD)", "date-time": "date and time (ISO 8601)"}
TYPES = {"string": "text", "integer": "number", "null": "null", "boolean": "true or false"}


@dataclass(frozen=True)
class Field:
    name: str
    type: str
    description: str

    @property
    def in_words(self) -> str:
        return f"{self.type[:1].upper()}{self.type[1:]}. {self.description}"


def fields_of(schema: dict[str, Any]) -> list[Field]:
    return [
        Field(name=name, type=type_in_words(inner), description=inner.get("description", ""))
        for name, inner in schema["properties"].items()
    ]


def type_in_words(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(type_in_words(choice) for choice in schema["anyOf"])
    if "$ref" in schema:
        return "object"
    if schema.get("type") == "array":
        return f"list of {_plural(type_in_words(schema['items']))}"
    if "minimum" in schema and "maximum" in schema:
        return f"number from {schema['minimum']} to {schema['maximum']}"
    return FORMATS.get(schema.get("format", ""), TYPES.get(schema.get("type", ""), "value"))


def _plural(word: str) -> str:
    return f"{word}s"
