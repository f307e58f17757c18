"""The words over the columns of a roster, as offices write them, and what each column means."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterable, Mapping

from gouji.text import compact
from gouji.unit import Unit

#: Field of a unit → the words that mean it, the one of the template first.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("单位名称", "名称", "单位", "单位全称", "全称", "机构名称", "机关名称", "部门名称", "行政机关名称"),
    "aliases": ("别名", "简称", "曾用名", "其他名称", "别称", "单位简称"),
    "region": ("地区", "区域", "行政区划", "区划", "所属地区", "所在地区", "区县", "县区", "县市区"),
    "type": ("类型", "单位类型", "机构类型", "类别", "单位类别", "单位性质"),
    "parent": ("上级", "汇总单位", "上级单位", "汇总到", "上级汇总单位", "所属政府", "汇总上级", "本级政府"),
    "supervisor": ("主管", "审核单位", "主管单位", "主管部门", "审核", "主管审核单位"),
    "submit_by": ("报送时限", "报送截止", "报送截止日期", "报送期限", "上报时限", "提交时限", "备案时限"),
    "publish_by": ("公布时限", "公布截止", "公布截止日期", "公开时限", "发布时限", "公布期限"),
    "folder": ("收件目录", "目录", "收件夹", "收件箱目录", "文件夹"),
    "active": ("状态", "是否启用", "启用", "是否有效"),
}
#: Columns of rosters that say nothing that is kept.
_BESIDE = (
    *(
        "序号",
        "序",
        "编号",
        "备注",
        "说明",
        "联系人",
        "联系电话",
        "电话",
        "办公电话",
        "手机",
        "手机号",
        "手机号码",
        "传真",
    ),
    *("邮箱", "地址", "统一社会信用代码", "职务", "分管领导", "负责人", "经办人", "填报人", "网址", "年报网址", "邮编"),
)
#: So many rows may stand above the heading: a title, who filled it in.
MOST_ABOVE = 5
_BY_WORD = {word: field for field, words in FIELDS.items() for word in words}
_MARK = re.compile(r"[(（【\[].*?[)）】\]]|[*＊:：]")
_PARTS = re.compile(r"[/、或和|]")
_EXAMPLES = (
    "云溪县人民政府,,云溪县,县级政府,,,,03-31,,启用",
    "云溪县人民政府办公室,县政府办,云溪县,县级部门,云溪县人民政府,,01-20,01-28,政府办,启用",
    "云溪县财政局,县财政局、财政局,云溪县,县级部门,云溪县人民政府,云溪县人民政府办公室,01-20,01-28,财政局,启用",
    "云溪县青禾镇人民政府,青禾镇,云溪县,乡镇街道,云溪县人民政府,云溪县人民政府办公室,01-20,01-28,,启用",
)


def field_of(text: str) -> str | None:
    """The field that a heading means, None for one that is not kept; raises KeyError for one that nobody knows."""
    bare = _MARK.sub("", compact(text))
    for part in (bare, *_PARTS.split(bare)):
        if part in _BY_WORD:
            return _BY_WORD[part]
    if bare in _BESIDE or not bare:
        return None
    raise KeyError(bare)


def is_name(text: str) -> bool:
    """Whether it is the heading of the column that a roster must have."""
    try:
        return field_of(text) == "name"
    except KeyError:
        return False


def near(text: str) -> list[str]:
    """The known headings that are written nearly like this."""
    return difflib.get_close_matches(_MARK.sub("", compact(text)), list(_BY_WORD), n=2, cutoff=0.5)


def template() -> str:
    """A roster to fill in, as separated values with examples."""
    return "\r\n".join([",".join(words[0] for words in FIELDS.values()), *_EXAMPLES, ""])


def written(units: Iterable[Unit]) -> str:
    """Units as a roster that can be imported again."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([words[0] for words in FIELDS.values()])
    for unit in units:
        given = {field: getattr(unit, field) or "" for field in FIELDS}
        given |= {"aliases": "、".join(unit.aliases), "active": "启用" if unit.active else "停用"}
        writer.writerow(list(given.values()))
    return out.getvalue()
