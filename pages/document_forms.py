"""The form through which documents are uploaded: PDF and nothing else."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm

from .uploads import read_by

#: How a PDF begins, and what stands near its end (ISO 32000-2, 7.5.2 and 7.5.5).
BEGIN, END = b"%PDF-", b"%%EOF"
#: Programs that write PDF may leave so many bytes after the end.
TAIL = 1024


class PdfField(WagtailDocumentField):
    """A PDF; what only bears its name is refused, and so is one that is cut off."""

    def to_python(self, data: Any) -> Any:
        """Return the file.

        Raises:
            ValidationError: it is too large, no PDF, or ends too early.
        """
        file = super().to_python(data)
        if file is None:
            return None
        begin = file.read(len(BEGIN))
        file.seek(max(file.size - TAIL, 0))
        end = file.read()
        file.seek(0)
        if begin != BEGIN:
            raise ValidationError(_("This is no PDF, whatever its name says. Export it as PDF."))
        if END not in end:
            raise ValidationError(
                _("This PDF is damaged: the file ends too early. Export it again.")
            )
        return file


class PdfForm(BaseDocumentForm):
    """Wagtail's form with our field for the file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        read_by(PdfField, self)
