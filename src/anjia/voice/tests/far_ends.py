"""Far ends on this machine that behave as badly as real ones: WeChat's interface, an IMAP and an SMTP server."""

import json
import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@contextmanager
def _served(server: Any) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Wechat:
    """WeChat's interface. `script` holds what the next sendings are answered: an errcode, "cut" or "garbage"."""

    script: list[Any] = field(default_factory=list)
    said: list[dict[str, Any]] = field(default_factory=list)
    tickets: int = 0
    valid: str = ""
    ticket_fault: int = 0
    picture: bytes = b""

    def answer(self, path: str, body: bytes) -> tuple[str, bytes] | None:
        url = urlsplit(path)
        if url.path == "/cgi-bin/stable_token":
            return self._ticket()
        held = parse_qs(url.query).get("access_token", [""])[0]
        if held != self.valid:
            return "application/json", b'{"errcode":40001,"errmsg":"invalid credential"}'
        if url.path == "/cgi-bin/media/get":
            return "image/png", self.picture
        return self._sent(json.loads(body))

    def _ticket(self) -> tuple[str, bytes]:
        if self.ticket_fault:
            return "application/json", json.dumps({"errcode": self.ticket_fault, "errmsg": "no"}).encode()
        self.tickets += 1
        self.valid = f"ticket-{self.tickets}"
        return "application/json", json.dumps({"access_token": self.valid, "expires_in": 7200}).encode()

    def _sent(self, body: dict[str, Any]) -> tuple[str, bytes] | None:
        does = self.script.pop(0) if self.script else 0
        if does == "garbage":
            return "text/html", b"<html>502 Bad Gateway"
        if does == "expired":
            self.valid = "another"
            return "application/json", b'{"errcode":42001,"errmsg":"access_token expired"}'
        if does in (0, "cut"):
            self.said.append(body)
        return None if does == "cut" else ("application/json", json.dumps({"errcode": does, "errmsg": "x"}).encode())


@contextmanager
def wechat() -> Iterator[tuple[Wechat, str]]:
    """WeChat and its address."""
    far = Wechat()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = far.answer(self.path, self.rfile.read(int(self.headers.get("Content-Length", 0))))
            if answer is None:
                self.connection.close()
                return
            self.send_response(200)
            self.send_header("Content-Type", answer[0])
            self.send_header("Content-Length", str(len(answer[1])))
            self.end_headers()
            self.wfile.write(answer[1])

        do_GET = do_POST  # noqa: N815  (the name that the library calls)

        def log_message(self, *_args: object) -> None:
            return

    with _served(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as port:
        yield far, f"http://127.0.0.1:{port}"


@dataclass
class Mailbox:
    """An IMAP server with one mailbox: letters by number. `password` is the only one that opens it."""

    letters: dict[int, bytes] = field(default_factory=dict)
    numbering: int = 7
    password: str = "open-sesame"
    identified: bool = False
    cut_after: int = -1

    def add(self, raw: bytes) -> None:
        self.letters[max(self.letters, default=0) + 1] = raw

    def reply(self, tag: str, line: str) -> list[bytes]:
        name, _space, rest = line.partition(" ")
        does = getattr(self, f"_{name.lower()}", None)
        said, ending = does(rest) if does else ([], "OK done")
        return [*said, f"{tag} {ending}\r\n".encode()]

    def _capability(self, _rest: str) -> tuple[list[bytes], str]:
        return [b"* CAPABILITY IMAP4rev1 ID\r\n"], "OK done"

    def _login(self, rest: str) -> tuple[list[bytes], str]:
        return [], "OK done" if f'"{self.password}"' in rest or rest.endswith(self.password) else "NO wrong"

    def _id(self, _rest: str) -> tuple[list[bytes], str]:
        self.identified = True
        return [b"* ID NIL\r\n"], "OK done"

    def _examine(self, _rest: str) -> tuple[list[bytes], str]:
        if not self.identified:
            return [], "NO EXAMINE Unsafe Login. Please contact kefu@188.com for help"
        return [f"* {len(self.letters)} EXISTS\r\n".encode()], "OK [READ-ONLY] done"

    def _status(self, _rest: str) -> tuple[list[bytes], str]:
        following = max(self.letters, default=0) + 1
        said = f'* STATUS "INBOX" (UIDVALIDITY {self.numbering} UIDNEXT {following})\r\n'
        return [said.encode()], "OK done"

    def _logout(self, _rest: str) -> tuple[list[bytes], str]:
        return [b"* BYE\r\n"], "OK done"

    def _uid(self, rest: str) -> tuple[list[bytes], str]:
        what, _space, asked = rest.partition(" ")
        if what == "SEARCH":
            found = re.search(r"UID (\d+):\*", asked)
            least = int(found[1]) if found else 0
            # As the standard says: "n:*" always names the last letter.
            numbers = [one for one in self.letters if one >= least] or list(self.letters)[-1:]
            return [f"* SEARCH {' '.join(map(str, numbers))}\r\n".encode()], "OK done"
        number = int(asked.split()[0])
        if "RFC822.SIZE" in asked:
            return [f"* 1 FETCH (UID {number} RFC822.SIZE {len(self.letters[number])})\r\n".encode()], "OK done"
        if self.cut_after == 0:
            raise ConnectionResetError
        self.cut_after -= 1
        raw = self.letters[number]
        return [f"* 1 FETCH (UID {number} BODY[] {{{len(raw)}}}\r\n".encode(), raw, b")\r\n"], "OK done"


@contextmanager
def imap() -> Iterator[tuple[Mailbox, int]]:
    """A mailbox and its port."""
    box = Mailbox()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"* OK ready\r\n")
            for raw in self.rfile:
                tag, _space, line = raw.decode().strip().partition(" ")
                try:
                    self.wfile.write(b"".join(box.reply(tag, line)))
                except ConnectionResetError:
                    return

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    with _served(server) as port:
        yield box, port


@dataclass
class Post:
    """An SMTP server. `script` holds what the next letters are answered: a code, or "cut"."""

    script: list[Any] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)


@contextmanager
def smtp() -> Iterator[tuple[Post, int]]:
    """A post office and its port."""
    post = Post()

    class Handler(socketserver.StreamRequestHandler):
        def say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

        def handle(self) -> None:
            self.say("220 ready")
            for raw in self.rfile:
                word = raw.decode().strip().partition(" ")[0].upper()
                if word == "EHLO":
                    self.say("250-here\r\n250 AUTH PLAIN LOGIN")
                elif word == "AUTH":
                    self.say("235 fine")
                elif word == "RCPT" and post.script and post.script[0] in (450, 550):
                    self.say(f"{post.script.pop(0)} no such person")
                elif word == "DATA":
                    self.say("354 go on")
                    if not self.take():
                        return
                elif word == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 fine")

        def take(self) -> bool:
            lines = []
            for raw in self.rfile:
                if raw == b".\r\n":
                    break
                lines.append(raw)
            does = post.script.pop(0) if post.script else 250
            if does in (250, "cut"):
                post.letters.append(b"".join(lines).decode())
            if does != "cut":
                self.say(f"{does} told")
            return bool(does != "cut")

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    with _served(server) as port:
        yield post, port
