"""What surrounds the bare system while it is tested: a network of loopback alone, an X server, a model, a model behind TLS."""

from __future__ import annotations

import asyncio
import fcntl
import ipaddress
import socket
import ssl
import struct
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from prepare import ROOT, SetUpError

_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 0x1  # netdevice(7)


def loopback_up() -> None:
    """Switch the loopback of this network namespace on."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh", b"lo", 0) + bytes(22)
        flags = struct.unpack("16sh", fcntl.ioctl(any_socket, _SIOCGIFFLAGS, request)[:18])[1]
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh", b"lo", flags | _IFF_UP) + bytes(22))


def interfaces() -> list[str]:
    """The names of all network interfaces that there are."""
    return [name for _, name in socket.if_nameindex()]


@contextmanager
def display(number: int) -> Generator[str]:
    """An X server without a screen; gives the value for DISPLAY."""
    command = ("Xvfb", f":{number}", "-screen", "0", "1280x800x24", "-ac", "-noreset", "-nolisten", "tcp", "-displayfd", "1")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        if not server.stdout.readline().strip():
            raise SetUpError("Xvfb does not start.")
        try:
            yield f":{number}"
        finally:
            server.terminate()


@contextmanager
def model() -> Generator[str]:
    """The project's fake model, in a process of its own; gives its base URL."""
    command = (sys.executable, "-m", "tests.fake_model", "--port", "0", "--answers", "--leash")
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


@dataclass(frozen=True, slots=True)
class Signed:
    """The base URL of a server behind TLS, and the file with the authority that signed its certificate."""

    url: str
    authority: Path


@contextmanager
def behind_tls(url: str, folder: Path) -> Generator[Signed]:
    """The server at `url` once more, over https, with a certificate for 127.0.0.1 of an authority that nobody knows."""
    port = int(url.rpartition(":")[2].partition("/")[0])
    authority, both = _certificates(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(lambda r, w: _pass_on(r, w, port), "127.0.0.1", 0, ssl=context))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield Signed(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", authority)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
    there_reader, there_writer = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.gather(_copy(reader, there_writer), _copy(there_reader, writer), return_exceptions=True)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()


def _certificates(folder: Path) -> tuple[Path, Path]:
    """(the authority's certificate, the server's key and certificate), PEM files in `folder`."""
    authority_key, server_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority_name, server_name = (
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]) for name in ("smoke CA", "smoke")
    )
    now, day = datetime.now(UTC), timedelta(days=1)
    start = x509.CertificateBuilder().issuer_name(authority_name).not_valid_before(now - day).not_valid_after(now + day)
    usage = x509.KeyUsage(
        digital_signature=True, key_cert_sign=True, crl_sign=True, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    root = start.subject_name(authority_name).public_key(authority_key.public_key()).serial_number(x509.random_serial_number())
    root = root.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).add_extension(usage, critical=True)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    leaf = start.subject_name(server_name).public_key(server_key.public_key()).serial_number(x509.random_serial_number())
    leaf = leaf.add_extension(address, critical=False)
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    authority, both = folder / "authority.pem", folder / "server.pem"
    authority.write_bytes(root.sign(authority_key, hashes.SHA256()).public_bytes(pem))
    key = server_key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    both.write_bytes(key + leaf.sign(authority_key, hashes.SHA256()).public_bytes(pem))
    authority.chmod(0o644)
    return authority, both
