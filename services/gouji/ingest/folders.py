"""What the sub-folders of the inbox say about a file in them: its unit, its year, its region.

A folder named after a year (`2023`, `2023年度`), after a registered unit (its name, folder or alias) or like an organ
(`科技局`, `某某镇人民政府`) says so; any other name says nothing. The folder nearest to the file wins.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from gouji.names import display_name
from gouji.register import Register

_YEAR = re.compile(r"(20\d{2})\s*(?:年|年度)?")

ORGAN_ENDINGS = (
    *(
        "局",
        "委",
        "委员会",
        "政府",
        "办公室",
        "厅",
        "院",
        "镇",
        "乡",
        "街道",
        "街道办",
        "办事处",
        "中心",
        "管委会",
        "管理处",
    ),
    *("办事处", "中心", "管委会", "管理处", "大队", "支队", "总队", "公司", "集团", "学校", "大学", "医院", "银行"),
)

# Names that end like an organ and mean many of them, or none in particular.
NO_ORGAN = re.compile(
    r"(?:各|全[省市县区镇乡]|所有|所属|其[他它]).*|(?:委办)?局|(?:县|市|区|省)?(?:直|级)?(?:乡|镇|街道|乡镇|镇街|街镇|镇乡|乡镇街道|镇街道|镇乡街道)"
    r"|(?:县|市|区|省|乡|镇|人民)*政府|办公室|委员会|街道办|(?:街道)?办事处|中心|管委会|委|厅|院|学校|大学|医院|银行|公司|集团"
    r"|.*(?:部门|委办局|乡镇|镇街|街镇)"
)


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a file before it is read; None where the folders say nothing."""

    unit: str | None = None
    year: int | None = None
    region: str | None = None


def hints_of(path: bytes, register: Register) -> Hints:
    """The hints of the folders of `path` (relative to the inbox)."""
    unit = year = region = None
    for folder in path.split(b"/")[:-1]:
        name = unicodedata.normalize("NFKC", display_name(folder)).strip()
        registered = register.named(name)
        if registered:
            unit, region = registered.name, registered.region
        elif stated := _YEAR.fullmatch(name):
            year = int(stated[1])
        elif is_organ(name):
            unit, region = name, None
    return Hints(unit, year, region)


def is_organ(name: str) -> bool:
    """Whether a folder's name is that of one organ, and not of a sort of organs or of anything else."""
    return name.endswith(ORGAN_ENDINGS) and not NO_ORGAN.fullmatch(name)
