"""What the forms for photographs and for documents have in common."""

from django import forms


def read_by(kind: type[forms.FileField], form: forms.Form | forms.ModelForm) -> None:
    """Let a form's file be read by another kind of field, which looks the same.

    Args:
        kind: the class of the field.
        form: has a field "file", unless it changes only what is said of the file.
    """
    field = form.fields.get("file")
    if field:
        form.fields["file"] = kind(
            label=field.label,
            required=field.required,
            widget=field.widget,
            help_text=field.help_text,
        )
