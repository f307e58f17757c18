"""Telling whoever started this process that it is ready, as systemd does it (`Type=notify`) and `gouji up` too."""

from __future__ import annotations

import socket

from gouji.config import notify_socket


def announce(state: str = "READY=1") -> None:
    """Send the state to the socket that the environment names; does nothing where it names none."""
    address = notify_socket()
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.sendto(state.encode(), address.replace("@", "\0", 1) if address.startswith("@") else address)
