"""RO: reports of several units: those that go into one, and those that are alike."""
