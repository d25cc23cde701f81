"""The first words that reviews are sorted by. Editors add to them in the admin."""

from django.db import migrations

COUNCIL_AREAS = (
    "Basildon",
    "Braintree",
    "Brentwood",
    "Castle Point",
    "Chelmsford",
    "Colchester",
    "Epping Forest",
    "Harlow",
    "Maldon",
    "Rochford",
    "Southend-on-Sea",
    "Tendring",
    "Thurrock",
    "Uttlesford",
)
VOCABULARY = {
    "Area": COUNCIL_AREAS,
    "Partnership": tuple(f"{area} Community Safety Partnership" for area in COUNCIL_AREAS),
    "DeathType": ("Homicide", "Suicide", "Other, including neglect"),
    "RelationshipGroup": (
        "Intimate partner",
        "Former partner",
        "Adult child to parent",
        "Other family member",
        "Member of the same household",
    ),
    "Theme": (
        "Adult family abuse",
        "Alcohol",
        "Awareness raising",
        "Carers and older people",
        "Children",
        "Coercive control",
        "Drugs",
        "Economic abuse",
        "Health services",
        "Honour-based abuse",
        "Housing",
        "Identification of risk",
        "Immigration and no recourse to public funds",
        "Information sharing",
        "Mental health services",
        "Multi-agency working",
        "Police and criminal justice",
        "Policy",
        "Professional curiosity",
        "Record keeping",
        "Separation",
        "Stalking",
        "Suicide",
        "Technology systems",
        "Training",
    ),
}


def seed(apps, schema_editor):
    for model, names in VOCABULARY.items():
        for order, name in enumerate(names):
            apps.get_model("reviews", model).objects.get_or_create(
                name=name, defaults={"order": order}
            )


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_groups_and_workflow")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
