"""What the sections of an agreement are made of."""

from wagtail import blocks

TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link"]


class DataFieldRowBlock(blocks.StructBlock):
    first = blocks.TextBlock(label="data field or description", rows=2)
    second = blocks.TextBlock(label="data field or description", rows=2, required=False)


class DataFieldsBlock(blocks.StructBlock):
    """The table of what may be shared: two fields a row, as in the agreement."""

    caption = blocks.CharBlock(max_length=120, default="Data fields that may be shared")
    heading = blocks.CharBlock(
        max_length=80, default="Data field/description", help_text="Heads both columns."
    )
    rows = blocks.ListBlock(DataFieldRowBlock(), min_num=1)

    class Meta:
        icon = "table"
        label = "data-field table"


class LegalLinkBlock(blocks.StructBlock):
    label = blocks.CharBlock(
        max_length=120, help_text="What is behind the link, like: Article 6 of the UK GDPR"
    )
    url = blocks.URLBlock(label="address")

    class Meta:
        icon = "link"


class LegalReferenceBlock(blocks.StructBlock):
    """An article of the UK GDPR, or an Act and its section."""

    text = blocks.CharBlock(max_length=200, help_text="Like: UK GDPR articles 6 and 9")
    links = blocks.ListBlock(LegalLinkBlock(), min_num=0, default=[])

    class Meta:
        icon = "openquote"
        label = "legal reference"


class DefinitionBlock(blocks.StructBlock):
    term = blocks.CharBlock(max_length=120)
    meaning = blocks.RichTextBlock(features=["bold", "italic", "ol", "ul", "link"])

    class Meta:
        icon = "help"


class PassageBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(features=TEXT_FEATURES)
    data_fields = DataFieldsBlock()
    legal_reference = LegalReferenceBlock()
    definition = DefinitionBlock()


class SectionBlock(blocks.StructBlock):
    """One section. Those of the agreement itself are numbered in their order, from 1."""

    title = blocks.CharBlock(max_length=200)
    passages = PassageBlock(required=False)

    class Meta:
        icon = "title"
