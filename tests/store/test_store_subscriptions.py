from store_samples import NOW, later

from gouji.digest import Subscription
from gouji.model import Severity, Verdict


def test_a_subscription_comes_back_as_it_was_added(store):
    plain = store.add_subscription("mailto:a@example.org", NOW, "admin")
    whole = store.add_subscription(
        "wecom://key",
        later(1),
        "admin",
        unit="*科技局",
        region="慈溪市",
        severity=Severity.ERROR,
        verdicts=[Verdict.PROBLEMS, Verdict.INCOMPLETE],
        secret="s",
    )
    assert plain == Subscription(f"store:{plain.id}", "mailto:a@example.org", id=plain.id)
    assert whole == Subscription(
        f"store:{whole.id}",
        "wecom://key",
        "*科技局",
        "慈溪市",
        Severity.ERROR,
        (Verdict.PROBLEMS, Verdict.INCOMPLETE),
        "s",
        whole.id,
    )
    assert store.subscriptions() == [plain, whole]


def test_a_removed_subscription_is_gone_and_its_number_is_not_given_again(store):
    first = store.add_subscription("mailto:a@example.org", NOW, "admin")
    assert store.remove_subscription(first.id, NOW, "admin")
    assert not store.remove_subscription(first.id, NOW, "admin")
    assert store.subscriptions() == []
    assert store.add_subscription("mailto:a@example.org", NOW, "admin").id > first.id
