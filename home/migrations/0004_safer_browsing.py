import wagtail.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_information_pages"),
    ]

    operations = [
        migrations.AlterField(
            model_name="informationpage",
            name="body",
            field=wagtail.fields.StreamField(
                [
                    ("text", 0),
                    ("important", 3),
                    ("steps", 4),
                    ("helplines", 5),
                    ("contact", 6),
                    ("safer_browsing", 7),
                    ("accessibility", 8),
                    ("cookies", 9),
                ],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {"features": ["h2", "h3", "bold", "ol", "ul", "link"]},
                    ),
                    1: ("wagtail.blocks.CharBlock", (), {"max_length": 80, "required": False}),
                    2: ("wagtail.blocks.RichTextBlock", (), {"features": ["bold", "ul", "link"]}),
                    3: ("wagtail.blocks.StructBlock", [[("title", 1), ("text", 2)]], {}),
                    4: ("home.models.body.StepsBlock", (), {}),
                    5: ("home.models.body.HelplinesBlock", (), {}),
                    6: ("home.models.body.ContactBlock", (), {}),
                    7: ("home.models.body.SaferBrowsingBlock", (), {}),
                    8: ("home.models.body.AccessibilityBlock", (), {}),
                    9: ("home.models.body.CookiesBlock", (), {}),
                },
            ),
        ),
    ]
