"""Sending mail over SMTP: 4xx and a broken connection are temporary, 5xx is permanent."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from email.utils import parseaddr

from gouji.config import Settings
from gouji.errors import TransportError
from gouji.notify.channels.email.rendering import mail
from gouji.notify.message import Message
from gouji.notify.target import Target
from gouji.text import quoted

#: From here on SMTP speaks of a permanent refusal (RFC 5321, 4.2.1).
PERMANENT = 500
#: A server may look through a mail before it says that it has taken it (RFC 5321, 4.5.3.2.6, gives it ten minutes);
#: who hangs up too early sends it twice. In timeouts of one step.
PATIENCE = 3
SUCCESS = 250
FORWARDED = 251


def send(
    target: Target,
    message: Message,
    *,
    secret: str | None,  # noqa: ARG001 - mail is authenticated by the settings
    dedup_key: str,
    settings: Settings,
    repeat: bool,
    now: datetime,
) -> None:
    """Deliver; raises TransportError unless the server has taken the mail for this recipient."""
    recipient = _ascii(target.address)
    letter = mail(message, sender=settings.smtp_from, recipient=recipient, dedup_key=dedup_key, repeat=repeat, now=now)
    with _session(settings) as server:
        _expect(server.mail(parseaddr(settings.smtp_from)[1]), "发件人被拒")
        _expect(server.rcpt(recipient), "收件人被拒")
        _expect(_data(server, letter.as_bytes(), PATIENCE * settings.notify_timeout_seconds), "邮件内容被拒")


@contextmanager
def _session(settings: Settings) -> Iterator[smtplib.SMTP]:
    """A connection that is encrypted and logged in as the settings say; its failures as TransportError."""
    if not settings.smtp_host:
        raise TransportError("未设置发件服务器（smtp_host），邮件无法发出", permanent=True)
    try:
        server = _connected(settings)
        try:
            if settings.smtp_user:
                password = settings.smtp_password
                server.login(settings.smtp_user, password.get_secret_value() if password else "")
            yield server
        finally:
            _part(server)
    except smtplib.SMTPNotSupportedError as problem:
        raise TransportError(f"发件服务器不支持所设的加密或登录方式：{problem}", permanent=True) from None
    except smtplib.SMTPAuthenticationError as problem:
        raise _refusal(problem.smtp_code, problem.smtp_error, "登录发件服务器失败") from None
    except smtplib.SMTPResponseException as problem:
        raise _refusal(problem.smtp_code, problem.smtp_error, "发件服务器拒绝") from None
    except (smtplib.SMTPException, OSError) as problem:
        words = getattr(problem, "strerror", None) or type(problem).__name__
        raise TransportError(f"连接发件服务器失败：{words}", permanent=False, for_all=True) from None


def _connected(settings: Settings) -> smtplib.SMTP:
    host, port, timeout = settings.smtp_host or "", settings.smtp_port, settings.notify_timeout_seconds
    if settings.smtp_security == "tls":
        return smtplib.SMTP_SSL(host, port, timeout=timeout, context=ssl.create_default_context())
    server = smtplib.SMTP(host, port, timeout=timeout)
    if settings.smtp_security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
    server.ehlo_or_helo_if_needed()
    return server


def _part(server: smtplib.SMTP) -> None:
    """Say good-bye; the mail is taken or refused by now, and a server that fails here changes nothing about it."""
    with suppress(smtplib.SMTPException, OSError):
        server.quit()
    server.close()


def _data(server: smtplib.SMTP, content: bytes, seconds: float) -> tuple[int, bytes]:
    """Hand over the content; if the connection breaks before the answer, the mail may have been taken."""
    try:
        if server.sock is not None:
            server.sock.settimeout(seconds)
        return server.data(content)
    except (smtplib.SMTPServerDisconnected, OSError):
        raise TransportError("邮件已发出，但没有收到发件服务器的确认", permanent=False, uncertain=True) from None


def _expect(answer: tuple[int, bytes], what: str) -> None:
    code, words = answer
    if code not in (SUCCESS, FORWARDED):
        raise _refusal(code, words, what)


def _refusal(code: int, words: bytes | str, what: str) -> TransportError:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return TransportError(f"{what}（{code} {quoted(said, 200)}）", permanent=code >= PERMANENT)


def _ascii(address: str) -> str:
    """The address with a Chinese domain in the form that SMTP knows."""
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        raise TransportError("收件人的域名不对", permanent=True) from None
