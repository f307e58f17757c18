"""Prose like that of real reports, from a number: some 700 characters of its own, and no two seeds alike.

Two seeds share a few phrases, as two reports of one year do: of their runs 1 to 5 %.
"""

from __future__ import annotations

from random import Random


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


_WHO = _words(
    """
    办公室 各业务科室 政策法规科 信息中心 下属事业单位 各镇街 窗口人员 值班编辑 法律顾问 分管领导 联络员
    社会监督员 行风评议代表 驻点干部 审核小组 档案管理员 新闻发言人 村级代办员 宣教专班 技术支撑单位
    """
)
_WHEN = _words(
    """
    年初 春耕前后 汛期 上半年 招生季 三季度 秋收时节 换届之后 年末 机构调整以后 每月上旬 每逢双周
    专项整治期间 优化营商环境大会以后 开放日当天 省里督查之前 两会召开前 冬季供暖前 首个工作日 接到反馈当天
    """
)
_WHAT = _words(
    """
    高标准农田建设进度 耕地地力补贴名单 专项债券使用明细 义务教育招生方案 饮用水水质检测数据 药品抽检不合格名单
    老旧小区改造计划 公交线路调整方案 公租房分配结果 养老机构评估等级 安全生产隐患清单 建设用地出让公告
    临时救助对象花名册 会计师事务所检查情况 非遗传承人评审意见 城市绿化管护标准 渔船检验预约办法
    工伤认定办事指南 医保定点药店目录 危险化学品许可变更 河道采砂审批事项 人才公寓申请条件 食品小作坊登记要求
    森林防火值守安排
    """
)
_DID = _words(
    """
    逐条核对并补登 改用表格和图解发布 同步推送到公众号和村口公告栏 召开说明会当面答疑 录成短视频播放
    编进口袋书发到户 交由法制机构复核后上网 设置倒查清单按周销号 邀请企业代表提出修改意见 在政务大厅设专架查阅
    归并到统一检索目录 译成方言广播 按失效、有效分两类清理 附上联系电话和承办人 用问答形式解释口径
    随文公布起草说明 向信访高频人群点对点送达 列入例会通报
    """
)
_LACK = _words(
    """
    部分栏目点击率偏低 基层站所把握不准公开属性 图解数量多而深度不够 答复文书格式不统一 旧网站迁移后链接失效
    人员轮岗频繁业务生疏 热点回应慢了半拍 数据开放接口不稳定 目录层级太深群众难找 依申请办理系统与公文系统脱节
    村务公开照片模糊 外文版内容陈旧
    """
)
_NEXT = _words(
    """
    建立错情台账 选派骨干跟班学习 压缩三级目录 引入读者评分 每季抽查十个栏目 与档案馆共建查阅点
    把时限写进岗位职责 重做移动端页面 开设办事案例库 推行首问答复制 委托第三方暗访 把培训课件录播 统一答复模板
    清理僵尸账号 补齐历史文件 试行预公开
    """
)
_SYLLABLES = (
    "安柏昌澄岱恩枫港海禾江锦康澜茂宁欧平青荣松泰万湘雁泽北城东丰古河后湖建金井开兰岭龙梅南坪前桥泉沙石水塘田头湾"
    "文西下新阳永园云张竹庄"
)


def overview(seed: int) -> list[str]:
    """Five paragraphs, one for each part of 总体情况."""
    random = Random(f"overview {seed}")
    parts = ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")
    return [f"{part}方面，" + "".join(_sentence(random) for _ in range(4)) for part in parts]


def problems(seed: int) -> list[str]:
    """What is lacking, and what will be done."""
    random = Random(f"problems {seed}")
    lack = "；".join(random.sample(_LACK, 3))
    done = "，".join(random.sample(_NEXT, 4))
    return [f"存在的主要问题：{lack}。", f"改进措施：{random.choice(_WHEN)}起{done}。{_sentence(random)}"]


def reworded(text: str, share: float, seed: int) -> str:
    """The text with this share of its characters exchanged for others of it."""
    random = Random(f"reworded {seed}")
    return "".join(random.choice(text) if random.random() < share and one not in "，。；：" else one for one in text)


def _sentence(random: Random) -> str:
    forms = (
        "{when}，{who}把{place}{what}{did}，涉及{other}。",
        "{who}{when}将{what}在{place}{did}，{other}配合。",
        "围绕{place}{what}，{who}{did}，并就{other}的意见逐项答复。",
        "对{what}，由{who}会同{other}{did}，先在{place}试行。",
        "{when}{place}反映{what}难查，{who}随即{did}，{other}跟进。",
    )
    return random.choice(forms).format(
        what=random.choice(_WHAT),
        who=random.choice(_WHO),
        when=random.choice(_WHEN),
        did=random.choice(_DID),
        place=_name(random),
        other=_name(random),
    )


def _name(random: Random) -> str:
    """A place or a project, as every unit has its own."""
    return "".join(random.choices(_SYLLABLES, k=random.randint(3, 6))) + random.choice(("片区", "社区", "工程", "中心"))
