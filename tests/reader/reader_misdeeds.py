"""The reader's child with another parse: it does what the file says. Runs in the child, see `misbehaving`."""

PROGRAM = r"""
import os, socket, subprocess, sys, threading, time
from pathlib import Path
import gouji.reader.child as child
from gouji.errors import NeedsConverter
from gouji.model import Bundle, Document, Member, Paragraph, Place

kept = []
count = 0

def said(*texts):
    return Document(tuple(Paragraph(str(text), Place(paragraph=n)) for n, text in enumerate(texts, 1)), "txt")

def tried(*deeds):
    outcomes = []
    for deed in deeds:
        try:
            outcomes.append(deed() and "done")
        except OSError as refusal:
            outcomes.append(type(refusal).__name__)
    return said(*outcomes)

def threaded():
    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()
    return True

DEEDS = {
    "spin": lambda: exec("while True: pass"),
    "sleep": lambda: time.sleep(600),
    "abort": os.abort,
    "exit": lambda: os._exit(3),
    "allocate": lambda: bytearray(4 << 30),
    "mistake": lambda: {}["某某局的内部文件"],
    "recurse": lambda: DEEDS["recurse"](),
    "print": lambda: [print("x" * 100_000), os.write(1, b"y" * 100_000), said("ok")][-1],
    "talk": lambda: said("字" * 40_000_000),
    "paragraph": lambda: said("字" * 300_000),
    "yearbook": lambda: said("字" * 4_000_000),
    "grow": lambda: [kept.append(bytearray(os.urandom(1)) * (60 << 20)), said("grown")][-1],
    "abort second": lambda: os.abort() if count > 1 else said("first"),
    "network": lambda: tried(socket.socket, lambda: socket.create_connection(("127.0.0.1", 9)), socket.socketpair),
    "programs": lambda: tried(os.fork, lambda: subprocess.run(["true"]), lambda: os.execv("/bin/true", ["true"]),
                              lambda: os.posix_spawn("/bin/true", ["true"], {})),
    "others": lambda: tried(lambda: os.kill(os.getppid(), 0),
                            lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes()),
    "files": lambda: tried(lambda: Path("/tmp/gouji-misdeed").write_text("x"), lambda: os.mkdir("/tmp/gouji-misdeed"),
                           lambda: os.truncate("/etc/hostname", 0), lambda: os.memfd_create("x")),
    "secrets": lambda: tried(lambda: Path("/etc/passwd").read_text(), lambda: os.listdir("/root")),
    "thread": lambda: tried(threaded),
    "pid": lambda: said(os.getpid()),
    "convert": lambda: child_converts(),
    "bundle": lambda: Bundle(tuple(Member(f"{n}.txt", bytes([n]) * n * 100_000) for n in range(5)), "zip"),
    "large bundle": lambda: Bundle(tuple(Member(f"{n}.txt", bytes(30 << 20)) for n in range(5)), "zip"),
}

def child_converts():
    raise NeedsConverter("RTF 文档", "rtf")

def parse(content, name, *, kind=None):
    global count
    count += 1
    if kind == "odt":
        return Document((Paragraph(content.decode(), Place(paragraph=1)),), "odt")
    return DEEDS[name]()

child.parse = parse
child.main()
"""
