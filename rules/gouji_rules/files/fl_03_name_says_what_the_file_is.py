"""FL-03."""

from collections.abc import Iterator
from pathlib import PurePath

from gouji.errors import NotApplicable
from gouji.rule import INFO, Finding, Report, rule

#: What endings of names stand for, in the words people use, with the formats that it is usual to find under them.
_ENDINGS = {
    ".txt": ("纯文本", ("txt", "md", "csv")),
    ".md": ("Markdown 文本", ("md", "txt")),
    ".csv": ("CSV 表格", ("csv", "txt")),
    ".docx": ("Word 文档", ("docx",)),
    ".docm": ("Word 文档", ("docx",)),
    ".doc": ("Word 97–2003 文档", ("doc",)),
    ".wps": ("WPS 文字文档", ("doc",)),
    ".rtf": ("RTF 文档", ("rtf",)),
    ".odt": ("ODF 文档", ("odt",)),
    ".fodt": ("ODF 文档", ("odt",)),
    ".html": ("网页", ("html",)),
    ".htm": ("网页", ("html",)),
    ".mht": ("网页归档", ("mht",)),
    ".mhtml": ("网页归档", ("mht",)),
    ".pdf": ("PDF 文件", ("pdf",)),
    ".ofd": ("OFD 版式文件", ("ofd",)),
    ".xlsx": ("Excel 表格", ("xlsx",)),
    ".xlsm": ("Excel 表格", ("xlsx",)),
    ".xls": ("Excel 97–2003 表格", ("xls",)),
    ".et": ("WPS 表格", ("xls",)),
    ".ods": ("ODF 表格", ("ods",)),
    ".fods": ("ODF 表格", ("ods",)),
}
_FORMATS = {
    "txt": "纯文本",
    "md": "Markdown 文本",
    "csv": "CSV 表格",
    "docx": "Word 文档（.docx）",
    "docxml": "Word XML 文档（.xml）",
    "doc": "Word 97–2003 文档（.doc）",
    "rtf": "RTF 文档（.rtf）",
    "odt": "ODF 文档（.odt）",
    "html": "网页（.html）",
    "mht": "网页归档（.mht）",
    "pdf": "PDF 文件（.pdf）",
    "ofd": "OFD 版式文件（.ofd）",
    "xlsx": "Excel 表格（.xlsx）",
    "xls": "Excel 97–2003 表格（.xls）",
    "xlsxml": "Excel 2003 XML 表格（.xml）",
    "ods": "ODF 表格（.ods）",
}


@rule(
    "FL-03",
    title="扩展名与内容不符",
    severity=INFO,
    basis="《政府信息公开条例》第二十四条",
    advice="用相应的软件打开后另存为真正的格式，再报送和发布。",
    editions=("pre2019", "ed2019", "ed2021"),
)
def name_says_what_the_file_is(report: Report) -> Iterator[Finding]:
    """文件的扩展名应与内容的格式一致。

    网页另存为 .doc、.docx 改名为 .doc 或 .wps、RTF 存成 .doc，都很常见；核查时按内容读取，不影响结果，
    但别人下载后可能打不开。

    常见误报：.txt、.md、.csv 都是文本，不算不符；.aspx、.jsp 等网页程序的名称、没有扩展名或者扩展名不认识的文件，不看。

    沿革：0.1 首次收入。

    反例：
        文件名 = 云溪县农业农村局.doc
        文件格式 = html
    正例：
        文件名 = 云溪县农业农村局.docx
        文件格式 = docx
    """
    if report.file_name is None:
        raise NotApplicable("没有文件名")
    ending = PurePath(report.file_name).suffix.lower()
    said, usual = _ENDINGS.get(ending, ("", ()))
    found = report.document.format
    if said and found in _FORMATS and found not in usual:
        yield Finding(
            f"文件“{report.file_name}”的扩展名 {ending} 表示{said}，内容却是{_FORMATS[found]}；"
            "已按内容读取，请另存为一致的格式",
            locator="文件",
        )
