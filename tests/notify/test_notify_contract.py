from __future__ import annotations

from notify_samples import FIRST, ZONE

from gouji.notify import Channel, compose
from gouji.output import finding_object


def test_the_webhooks_findings_have_the_fields_of_the_command_line():
    written = compose(FIRST, Channel.WEBHOOK, zone=ZONE).payload["findings"]
    assert written == [finding_object(finding) | {"status": "new"} for finding, _ in FIRST.findings]
