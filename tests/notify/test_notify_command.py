from __future__ import annotations

import pytest
from click.testing import CliRunner

from gouji.commands.subscriptions import subscriptions
from gouji.digest import Subscription
from gouji.model import Severity, Verdict
from gouji.store import Store
from notify_ends import Answer, mail_end, web_end

OK = Answer({"errcode": 0, "errmsg": "ok"})
GONE = Answer({"errcode": 93000, "errmsg": "invalid webhook url"})


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.setenv("GOUJI_HOME", str(tmp_path / "var"))

    def call(*arguments: str, stdin: str = ""):
        result = CliRunner().invoke(subscriptions, arguments, input=stdin)
        return result.exit_code, result.stdout, result.stderr

    return call


@pytest.fixture
def stored(tmp_path):
    return lambda: Store(f"sqlite:///{(tmp_path / 'var' / 'gouji.db').absolute()}").subscriptions()


def test_a_subscription_is_added_listed_and_removed(run, stored):
    assert run("list") == (0, "还没有订阅。用 gouji subscriptions add --help 查看如何添加。\n", "")
    options = ("--unit", "*科技局", "--region", "云溪县", "--severity", "error", "--verdict", "有问题", "--secret", "-")
    added = "已添加订阅 1。可用 gouji subscriptions test 1 发一条测试消息。\n"
    assert run("add", "dingtalk:f4a1b2c3d4", *options, stdin="SECabc\n") == (0, added, "")
    wanted = Subscription(
        "store:1", "dingtalk:f4a1b2c3d4", "*科技局", "云溪县", Severity.ERROR, (Verdict.PROBLEMS,), "SECabc", 1
    )
    assert stored() == [wanted]
    table = (
        "编号  目标                                      单位     地区    至少  结论    密钥  来源\n"
        "1     dingtalk:https://oapi.dingtalk.com/…c3d4  *科技局  云溪县  错误  有问题  有    数据库\n"
    )
    assert run("list") == (0, table, "")
    assert run("remove", "1") == (0, "已删除订阅 1。\n", "")
    assert run("remove", "1") == (1, "", "Error: 没有编号为 1 的订阅（gouji.toml 中的订阅请在该文件中删除）\n")
    assert stored() == []


def test_the_subscriptions_of_gouji_toml_are_listed_as_such(run, tmp_path):
    (tmp_path / "gouji.toml").write_text('[[subscriptions]]\ntarget = "wecom:693a91f6"\nsecret = "geheim"\n', "utf-8")
    status, output, _ = run("list")
    line = output.splitlines()[1]
    assert (status, line.split()[1:]) == (
        0,
        ["wecom:https://qyapi.weixin.qq.com/…91f6", "*", "全部", "警告", "不限", "有", "gouji.toml"],
    )
    assert line.startswith("toml:")
    assert "geheim" not in output


def test_a_target_that_cannot_be_read_is_a_wrong_use_and_changes_nothing(run, stored):
    status, _, error = run("add", "a@b.cn")
    assert status == 2
    assert "不认识的通知目标；可写 mailto:邮箱、wecom:KEY" in error
    run("list")
    assert stored() == []


@pytest.mark.parametrize(
    ("arguments", "stdin", "words"),
    [
        (("https://oa.example/h", "--secret", ""), "", "'--secret'"),
        (("https://oa.example/h", "--secret", "-"), "\n", "标准输入中没有密钥"),
        (("https://oa.example/h", "--unit", " "), "", "'--unit'"),
        (("https://oa.example/h", "--region", ""), "", "'--region'"),
        (("wecom:693a91f6", "--secret", "s"), "", "企业微信群机器人不用 --secret；它只用于钉钉、飞书和 Webhook 的签名"),
        (("apprise:nosuch://key",), "", "Apprise 不认识这个地址"),
    ],
)
def test_what_would_silently_do_nothing_is_a_wrong_use(run, stored, arguments, stdin, words):
    status, output, error = run("add", *arguments, stdin=stdin)
    assert (status, output) == (2, "")
    assert words in error
    run("list")
    assert stored() == []


def test_the_same_subscription_is_added_once(run, stored):
    run("add", "wecom:693a91f6", "--unit", "*局")
    assert run("add", "wecom:693a91f6", "--unit", "*局") == (0, "已有相同的订阅 1，没有重复添加。\n", "")
    run("add", "wecom:693a91f6", "--unit", "*镇")
    assert [one.unit for one in stored()] == ["*局", "*镇"]


def test_a_mail_address_without_a_mail_server_is_remarked_upon(run):
    status, _, error = run("add", "mailto:a@b.cn")
    assert (status, error) == (0, "注意：尚未设置发件服务器（GOUJI_SMTP_HOST），邮件暂不能发出。\n")


def test_a_trial_message_really_goes_out(run, monkeypatch):
    with mail_end() as end:
        monkeypatch.setenv("GOUJI_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("GOUJI_SMTP_PORT", str(end.port))
        run("add", "mailto:shenhe@example.gov.cn")
        # What the far end logs in this process stands on standard error.
        assert run("test", "1")[:2] == (0, "已送达 mailto:shenhe@example.gov.cn（邮件），请在对方处确认收到。\n")
    assert end.letters[0]["Subject"] == "【年报核查】测试消息"
    assert end.letters[0].get_content().startswith("【年报核查】测试消息")


def test_a_trial_with_a_target_of_gouji_toml_uses_its_secret(run, tmp_path):
    with web_end(OK) as end:
        entry = f'[[subscriptions]]\ntarget = "dingtalk:{end.url}/robot"\nsecret = "SECabc"\n'
        (tmp_path / "gouji.toml").write_text(entry, "utf-8")
        key = run("list")[1].splitlines()[1].split()[0]
        assert run("test", key)[0] == 0
    assert "&sign=" in end.requests[0].path


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (GONE, "请重新添加机器人并更新订阅（errcode 93000 invalid webhook url）（不改正就送不出去）"),
        (Answer("", 502), "对方答复 HTTP 502（可能是暂时的）"),
    ],
)
def test_a_trial_that_is_refused_says_why_and_fails(run, answer, words):
    with web_end(answer) as end:
        status, output, error = run("test", f"wecom:{end.url}/hook?key=abcdef")
    assert (status, output) == (1, "")
    assert error.startswith("Error: 没有送达 wecom:http://127.0.0.1/…cdef（企业微信群机器人）：")
    assert error.endswith(f"{words}\n")


def test_a_trial_of_a_number_that_is_none_fails(run):
    assert run("test", "7") == (1, "", "Error: 没有编号为 7 的订阅（用 gouji subscriptions list 查看）\n")


def test_help_teaches_by_example(run):
    for command in (("--help",), ("add", "--help"), ("test", "--help")):
        status, output, _ = run(*command)
        assert status == 0
        assert "例：\n" in output
    assert "wecom:KEY                       企业微信群机器人，KEY 在机器人地址 key= 之后\n" in output
