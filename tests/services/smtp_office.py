"""A post office of the tests' own: SMTP on this machine, with or without a cipher, as strict as a real one."""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Office(socketserver.ThreadingTCPServer):
    """What came (sender, receiver, bytes); `cipher` None: it has none. `refuse`: what it answers to a receiver."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, cipher: ssl.SSLContext | None, password: str = "") -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.cipher = cipher
        self.password = password
        self.refuse = ""
        self.came: list[tuple[str, str, bytes]] = []
        self.names: list[str] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Talk(socketserver.StreamRequestHandler):
    server: Office

    def finish(self) -> None:
        super().finish()
        self.request.close()

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self.say("220 office")
        sender = receiver = ""
        ciphered = False
        while line := self.rfile.readline().decode("ascii").strip():
            word, _, rest = line.partition(" ")
            if word.upper() == "EHLO":
                self.server.names.append(rest)
                told = ["office", *(["STARTTLS"] if self.server.cipher and not ciphered else []), "AUTH PLAIN"]
                for at, one in enumerate(told):
                    self.say(f"250{' ' if at == len(told) - 1 else '-'}{one}")
            elif word.upper() == "STARTTLS" and self.server.cipher:
                self.say("220 go on")
                try:
                    self.request = self.server.cipher.wrap_socket(self.request, server_side=True)
                except (ssl.SSLError, OSError):
                    return
                self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", buffering=0)
                ciphered = True
            elif word.upper() == "AUTH":
                right = base64.b64decode(rest.split()[1]).split(b"\0")[2].decode() == self.server.password
                self.say("235 in" if right else "535 no")
            elif word.upper() == "MAIL":
                sender = rest
                self.say("250 ok")
            elif word.upper() == "RCPT":
                receiver = rest
                self.say(self.server.refuse or "250 ok")
            elif word.upper() == "DATA":
                self.say("354 go on")
                content = b""
                while (more := self.rfile.readline()) != b".\r\n":
                    content += more
                self.server.came.append((sender, receiver, content))
                self.say("250 taken")
            elif word.upper() == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok" if word.upper() == "RSET" else "502 what")


@contextmanager
def office(cipher: ssl.SSLContext | None, password: str = "") -> Iterator[Office]:
    with Office(cipher, password) as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield made
        finally:
            made.shutdown()
            thread.join()


def ciphers(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A certificate of this machine that nobody else believes: for the office, and for who believes it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    certificate, secret = folder / "office.pem", folder / "office.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                         serialization.NoEncryption()))  # fmt: skip
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, secret)
    return server, ssl.create_default_context(cafile=str(certificate))
