from __future__ import annotations

import pytest

from gouji.errors import BadTarget
from gouji.notify.target import Channel, Target, parse_target


@pytest.mark.parametrize(
    ("text", "target", "shown"),
    [
        ("mailto:a.b@x.gov.cn", Target(Channel.EMAIL, "a.b@x.gov.cn"), "mailto:a.b@x.gov.cn"),
        (" mailto:a@政务.中国 ", Target(Channel.EMAIL, "a@政务.中国"), "mailto:a@政务.中国"),
        (
            "wecom:693a91f6-7abc",
            Target(Channel.WECOM, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7abc"),
            "wecom:https://qyapi.weixin.qq.com/…7abc",
        ),
        (
            "dingtalk:f4a1b2c3",
            Target(Channel.DINGTALK, "https://oapi.dingtalk.com/robot/send?access_token=f4a1b2c3"),
            "dingtalk:https://oapi.dingtalk.com/…b2c3",
        ),
        (
            "feishu:0000-1111",
            Target(Channel.FEISHU, "https://open.feishu.cn/open-apis/bot/v2/hook/0000-1111"),
            "feishu:https://open.feishu.cn/…1111",
        ),
        (
            "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6",
            Target(Channel.WECOM, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6"),
            "wecom:https://qyapi.weixin.qq.com/…91f6",
        ),
        (
            "feishu:http://10.0.0.8:8080/hook/abcd",
            Target(Channel.FEISHU, "http://10.0.0.8:8080/hook/abcd"),
            "feishu:http://10.0.0.8/…abcd",
        ),
        (
            "https://oa.example.gov.cn/hook?t=12345678",
            Target(Channel.WEBHOOK, "https://oa.example.gov.cn/hook?t=12345678"),
            "https://oa.example.gov.cn/…5678",
        ),
        ("apprise:slack://a/b/c", Target(Channel.APPRISE, "slack://a/b/c"), "apprise:slack://…/b/c"),
        (
            "apprise:pover://user@secrettoken",
            Target(Channel.APPRISE, "pover://user@secrettoken"),
            "apprise:pover://…oken",
        ),
        ("http://a.cn/x", Target(Channel.WEBHOOK, "http://a.cn/x"), "http://a.cn/…x"),
    ],
)
def test_a_target_is_a_channel_and_an_address_and_is_shown_without_its_secret(text, target, shown):
    assert parse_target(text) == target
    assert str(parse_target(text)) == shown


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "",
            "不认识的通知目标；可写 mailto:邮箱、wecom:KEY、dingtalk:TOKEN、feishu:TOKEN、https://地址 或 apprise:地址",
        ),
        (
            "a@b.cn",
            "不认识的通知目标；可写 mailto:邮箱、wecom:KEY、dingtalk:TOKEN、feishu:TOKEN、https://地址 或 apprise:地址",
        ),
        ("mailto:a@b.cn,c@d.cn", "mailto: 之后应是一个邮箱地址，如 mailto:shenhe@example.gov.cn"),
        ("mailto:a%0D%0ABcc:x@b.cn", "mailto: 之后应是一个邮箱地址，如 mailto:shenhe@example.gov.cn"),
        ("wecom:", "wecom: 之后应是企业微信群机器人的密钥（字母、数字、- 和 _），或其完整的 https:// 地址"),
        ("wecom:a b c d", "wecom: 之后应是企业微信群机器人的密钥（字母、数字、- 和 _），或其完整的 https:// 地址"),
        ("dingtalk:ftp://x/y", "网址应以 https:// 或 http:// 开头，并带有主机名"),
        ("https://", "网址应以 https:// 或 http:// 开头，并带有主机名"),
        ("https://x:y/z", "网址写得不对"),
        ("https://u:p@x.cn/z", "网址中不要写用户名和密码；签名密钥请用 --secret"),
        ("apprise:slack", "apprise: 之后应是 Apprise 的地址，如 apprise:slack://…"),
        ("apprise:wecombot://key", "请改写为 wecom:KEY：Apprise 会把该服务的拒收当作成功"),
    ],
)
def test_a_target_that_cannot_be_read_is_told_in_one_line(text, reason):
    with pytest.raises(BadTarget) as caught:
        parse_target(text)
    assert str(caught.value) == reason


def test_a_targets_address_is_not_in_its_repr():
    assert repr(parse_target("wecom:693a91f6-7abc")) == "Target(channel=<Channel.WECOM: 'wecom'>)"
