"""What was found, for programs (`as_json`) and for people (`as_text`)."""

from gouji.output.json_form import as_json, finding_object, report_object
from gouji.output.text_form import as_text

__all__ = ["as_json", "as_text", "finding_object", "report_object"]
