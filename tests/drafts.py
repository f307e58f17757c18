"""Random reports of both editions: sparse figures, sections and rows dropped, cells that say odd things."""

from __future__ import annotations

from hypothesis import strategies as st

from gouji.draft import Draft, sound

_FIGURES = st.one_of(
    st.integers(0, 30).map(str),
    st.sampled_from(["", "/", "增1", "-2", "1,095", "12", "146078.86元", "0.93402万元", "无", "１２", "3个"]),
)
_UNITS = ["云溪县公安局", "临江市市场监督管理局", "青禾镇人民政府", "沙洲区卫生健康局"]
_SENTENCES = st.sampled_from(
    [
        "本年度主动公开政府信息120条。",
        "全年共收到政府信息公开申请3件，均已按期答复。",
        "未发生因政府信息公开引起的行政复议和行政诉讼。",
        "加强“两微一端”建设，发布〔2023〕5号文件解读 < 3 篇 & 图解 2 篇。",
    ]
)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """A report as somebody might write it, faults included; always one that is recognised as a report."""
    form = draw(st.sampled_from(["ed2019", "ed2021"]))
    draft = sound(form, unit=draw(st.sampled_from(_UNITS)))
    addresses = sorted(draft.cells)
    for address in draw(st.lists(st.sampled_from(addresses), max_size=25)):
        draft.cells[address] = draw(_FIGURES)
    for sentence in draw(st.lists(_SENTENCES, max_size=3)):
        draft.section("一").paragraphs.append(sentence)
    rows = sorted({".".join(address.split(".")[:2]) for address in addresses if not address.startswith("四")})
    draft.dropped = set(draw(st.lists(st.sampled_from(rows), max_size=2)))
    if draw(st.booleans()):
        draft.sections.remove(draft.section(draw(st.sampled_from(["五", "六"]))))
    return draft
