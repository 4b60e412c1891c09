"""What people write into an enquiry is sealed, since they write their address into it."""

from django.db import migrations

import anjia.kernel.fields


def seal_texts(apps, schema_editor):
    """Seals the texts that lie in clear. Read and written as they are: the model would open them."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, text FROM sales_enquiry WHERE text <> '' AND text NOT LIKE 'v1.%'")
        rows = cursor.fetchall()
        for key, text in rows:
            sealed = anjia.kernel.fields.seal(text, context="sales.Enquiry.text")
            cursor.execute("UPDATE sales_enquiry SET text = %s WHERE id = %s", [sealed, key])


class Migration(migrations.Migration):
    dependencies = [("sales", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="enquiry",
            name="text",
            field=anjia.kernel.fields.SealedField(blank=True),
        ),
        migrations.RunPython(seal_texts, migrations.RunPython.noop),
    ]
