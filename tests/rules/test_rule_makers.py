"""Who may make 规章, read from a unit's name: certain where the law is, unclear where the name does not tell."""

import pytest

from gouji_rules.proactive._rule_makers import Power, rule_making_power

UNITS = {
    Power.HAS: [
        "浙江省人民政府",
        "浙江省人民政府办公厅",
        "上海市人民政府",
        "北京市人民政府办公厅",
        "内蒙古自治区人民政府",
        "延边朝鲜族自治州人民政府",
        "新疆维吾尔自治区伊犁哈萨克自治州人民政府办公室",
        "国家市场监督管理总局",
        "国务院办公厅",
        "中国气象局",
        "中国人民银行",
    ],
    Power.LACKS: [
        "朔州市科技局",
        "慈溪市市场监督管理局",
        "市场监督管理局",
        "杭州市下城区科技局",
        "平潭综合实验区农业农村局",
        "平潭综合实验区管理委员会",
        "上海市教育委员会",
        "浙江省财政厅",
        "浙江省人民政府国有资产监督管理委员会",
        "宁海县人民政府",
        "宁海县人民政府办公室",
        "浦东新区人民政府",
        "阿鲁科尔沁旗人民政府",
        "绍兴市诸暨市人民政府",
        "青海省海西蒙古族藏族自治州德令哈市人民政府",
        "大山镇人民政府",
        "云溪县青禾乡政府",
        "下沙街道办事处",
        "国家税务总局慈溪市税务局",
        "宁海县司法局",
        "通辽市库伦旗司法局",
    ],
    Power.COPIES: [
        "杭州市司法局",
        "浙江省司法厅",
        "内蒙古自治区司法厅",
        "杭州市人民政府办公厅",
        "浙江省慈溪市政府办公室",
    ],
    Power.UNCLEAR: [
        "",
        "杭州市人民政府",
        "浙江省慈溪市人民政府",
        "教育部",
        "大兴安岭地区行政公署",
        "国家统计局慈溪调查队",
    ],
}
CASES = [(unit, power) for power, units in UNITS.items() for unit in units]


@pytest.mark.parametrize(("unit", "power"), CASES)
def test_a_name_tells_whether_its_unit_makes_regulations(unit: str, power: Power):
    assert rule_making_power(unit) is power


def test_an_unknown_unit_is_unclear():
    assert rule_making_power(None) is Power.UNCLEAR
