"""The far ends of messages: a web server and a mail server on free ports, which remember what they were sent."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword


@dataclass
class Request:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Answer:
    """What to answer next; `cut` closes the connection without a word, after the request was read."""

    body: Any = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False

    @property
    def content(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else json.dumps(self.body).encode()


@dataclass
class WebEnd:
    """Answers each request with the next of `answers`, the last one for ever."""

    url: str
    answers: list[Answer]
    requests: list[Request] = field(default_factory=list)


@contextmanager
def web_end(*answers: Answer, tls: ssl.SSLContext | None = None) -> Iterator[WebEnd]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            end.requests.append(Request(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            answer = end.answers.pop(0) if len(end.answers) > 1 else end.answers[0]
            if answer.cut:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(answer.content)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    scheme = "https" if tls else "http"
    end = WebEnd(f"{scheme}://127.0.0.1:{server.server_port}", list(answers) or [Answer()])
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield end
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class MailEnd:
    """A mail server; a refusal is a reply such as `550 5.1.1 no such user`, by stage. `login` demands one."""

    port: int = 0
    refusals: dict[str, str] = field(default_factory=dict)
    login: tuple[bytes, bytes] | None = None
    tls: ssl.SSLContext | None = None
    letters: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    drop_after_data: bool = False
    seconds_for_data: float = 0.0
    quit_reply: str | None = None

    async def handle_MAIL(self, server: SMTP, session: Any, envelope: Envelope, address: str, options: Any) -> str:
        if "mail" in self.refusals:
            return self.refusals["mail"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Envelope, address: str, options: Any) -> str:
        if "rcpt" in self.refusals:
            return self.refusals["rcpt"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:
        if "data" in self.refusals:
            return self.refusals["data"]
        await asyncio.sleep(self.seconds_for_data)
        self.envelopes.append(envelope)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        if self.drop_after_data:
            server.transport.close()
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, session: Any, envelope: Envelope) -> str:
        return self.quit_reply or "221 Bye"

    def authenticate(self, server: SMTP, session: Any, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and (data.login, data.password) == self.login
        return AuthResult(success=right, handled=False)


@contextmanager
def mail_end(**values: Any) -> Iterator[MailEnd]:
    end = MailEnd(**values)
    loop = asyncio.new_event_loop()

    def speak() -> SMTP:
        return SMTP(
            end,
            loop=loop,
            hostname="mail.test",
            tls_context=end.tls,
            require_starttls=end.tls is not None,
            authenticator=end.authenticate if end.login else None,
            auth_required=end.login is not None,
            auth_require_tls=end.login is None,
        )

    server = loop.run_until_complete(loop.create_server(speak, "127.0.0.1", 0))
    end.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield end
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
