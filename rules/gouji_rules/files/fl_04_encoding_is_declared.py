"""FL-04."""

from collections.abc import Iterator

from gouji.rule import INFO, Finding, Report, rule


@rule(
    "FL-04",
    title="编码未声明",
    severity=INFO,
    basis="《政府信息公开条例》第二十四条",
    advice="另存为 UTF-8 编码；网页应在 <meta charset> 中声明实际的编码。",
    editions=("pre2019", "ed2019", "ed2021"),
)
def encoding_is_declared(report: Report) -> Iterator[Finding]:
    """文本和网页应使用 UTF-8，用 GBK、GB18030 等编码的应当声明。

    没有声明的编码只能按内容推断，别的软件可能显示成乱码。核查时已经按推断的编码读取，只作提示。

    常见误报：声明了 GB2312、GBK、GB18030 的网页，带字节序标记的 UTF-8、UTF-16 文本，不报；
    Word、PDF 等格式没有编码问题。

    沿革：0.1 首次收入。

    反例：
        文件格式 = txt
        未声明编码 = GB18030
    正例：
        文件格式 = html
    """
    guessed = report.document.guessed_encoding
    if guessed is not None:
        yield Finding(f"文件没有声明编码，按内容推断为 {guessed}，已按此读取；应另存为 UTF-8", locator="文件")
