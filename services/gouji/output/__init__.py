"""What was found, in every form: for programs, for people, for supervisors' ledgers."""

from gouji.output.filed import Filed
from gouji.output.form import Form
from gouji.output.forms import BINARY, open_form
from gouji.output.json_form import finding_object, report_object
from gouji.output.text_form import as_text

__all__ = ["BINARY", "Filed", "Form", "as_text", "finding_object", "open_form", "report_object"]
