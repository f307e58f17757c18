"""What it costs, measured: never a test, because a machine's mood is no defect."""
