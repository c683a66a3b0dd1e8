"""What many clients on the internet do at once, until SIGTERM; then FILE says how it went.

load.py FILE RATE tcp ADDRESS PORT         RATE new connections a second; each reads the first line that the service says
load.py FILE RATE sni ADDRESS PORT NAME    the same behind a ClientHello for NAME, which the service is not asked to answer
load.py FILE RATE https ADDRESS PORT NAME  RATE requests a second for https://NAME/, each on a connection of its own, by HTTP/1.1
load.py FILE RATE h2 ADDRESS PORT NAME     the same by HTTP/2
load.py FILE RATE udp ADDRESS PORT         RATE datagrams a second, all of one flow

FILE is JSON: done and failed (counts), failures (of the last 10,000: when it began, in seconds since the epoch, in words what happened, when it
ended), slowest (milliseconds), seconds (how long all of it took)
"""
import json
import os
import signal
import socket
import ssl
import sys
import threading
import time

FILE, RATE, KIND, ADDRESS, PORT, *NAMES = sys.argv[1:]
NAME = NAMES[0] if NAMES else None
TIMEOUT = 10
WORKERS = 48
TOLD = 10_000

ended = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: ended.set())
context = ssl.create_default_context()
context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
if KIND == "h2":
    context.set_alpn_protocols(["h2"])


def client_hello(name):
    sent = ssl.MemoryBIO()
    try:
        context.wrap_bio(ssl.MemoryBIO(), sent, server_hostname=name).do_handshake()
    except ssl.SSLWantReadError:
        return sent.read()


def connect():
    connection = socket.create_connection((ADDRESS, int(PORT)), TIMEOUT)
    # As browsers do: else a request waits 40 ms for the acknowledgement of the handshake's end.
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def tcp():
    with connect() as connection:
        if KIND == "sni":
            connection.sendall(HELLO)
        if not connection.recv(1024):
            raise OSError("closed before the first line")


def https():
    with context.wrap_socket(connect(), server_hostname=NAME) as connection:
        connection.sendall(f"GET / HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while part := connection.recv(65536):
            answer += part
        if not answer.startswith(b"HTTP/1.1 200 ") or not answer.endswith(b"}"):
            raise OSError(f"answered {answer[:40]}")


def h2():
    """One request as RFC 9113 has it: preface, settings, and a header block of literals (RFC 7541, 6)."""
    with context.wrap_socket(connect(), server_hostname=NAME) as connection:
        block = b"\x82\x87\x84" + b"\x41" + bytes([len(NAME)]) + NAME.encode()
        connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(SETTINGS, 0, 0) + frame(HEADERS, END_STREAM | END_HEADERS, 1, block))
        stream, status = connection.makefile("rb"), None
        while head := stream.read(9):
            kind, flags, body = head[3], head[4], stream.read(int.from_bytes(head[:3], "big"))
            if kind == SETTINGS and not flags & ACK:
                connection.sendall(frame(SETTINGS, ACK, 0))
            if kind == HEADERS:
                status = body[:1]
            if kind in (DATA, HEADERS) and flags & END_STREAM:
                break
        # The first field is the status, and 200 is in the static table.
        if status != b"\x88":
            raise OSError(f"answered {status}")


DATA, HEADERS, SETTINGS = 0, 1, 4
END_STREAM, ACK, END_HEADERS = 1, 1, 4


def frame(kind, flags, stream, body=b""):
    return len(body).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + body


class Tally:
    def __init__(self):
        self.lock, self.done, self.failed, self.failures, self.slowest = threading.Lock(), 0, 0, [], 0

    def attempt(self, exchange):
        began, error = time.time(), None
        try:
            exchange()
        except OSError as failure:
            error = f"{type(failure).__name__}: {failure}"
        finished = time.time()
        with self.lock:
            self.slowest = max(self.slowest, round(1000 * (finished - began)))
            if error is None:
                self.done += 1
            else:
                self.failed += 1
                self.tell(began, error, finished)

    def tell(self, began, error, finished):
        self.failures.append([began, error, finished])
        del self.failures[:-TOLD]


def paced(worker, workers, action):
    """Does it in the worker's share of the moments; late ones are not made up for."""
    step = workers / float(RATE)
    due = time.monotonic() + worker / float(RATE)
    while not ended.wait(max(0, due - time.monotonic())):
        action()
        due = max(due + step, time.monotonic())


def clients(tally):
    exchange = {"https": https, "h2": h2}.get(KIND, tcp)
    threads = [threading.Thread(target=paced, args=(n, WORKERS, lambda: tally.attempt(exchange))) for n in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def datagrams(tally):
    with socket.socket(socket.AF_INET6 if ":" in ADDRESS else socket.AF_INET, socket.SOCK_DGRAM) as flow:
        flow.settimeout(0.5)
        flow.connect((ADDRESS, int(PORT)))
        sent, waiting = 0, {}

        def receive():
            patience = TIMEOUT
            while not ended.is_set() or (waiting and patience > 0):
                try:
                    began = waiting.pop(flow.recv(1024).split()[-1], None)
                    if began is not None:
                        tally.done += 1
                        tally.slowest = max(tally.slowest, round(1000 * (time.time() - began)))
                except TimeoutError:
                    patience -= 0.5 if ended.is_set() else 0
                except OSError as failure:
                    tally.tell(time.time(), str(failure), time.time())

        receiver = threading.Thread(target=receive)
        receiver.start()

        def send():
            nonlocal sent
            sent += 1
            waiting[b"%d" % sent] = time.time()
            flow.send(b"hello %d\n" % sent)

        paced(0, 1, send)
        receiver.join()
        tally.failed = len(waiting)
        for began in waiting.values():
            tally.tell(began, "no answer", time.time())


HELLO = client_hello(NAME) if KIND == "sni" else b""
total, start = Tally(), time.monotonic()
(datagrams if KIND == "udp" else clients)(total)
with open(FILE + ".new", "w") as new:
    told = {name: vars(total)[name] for name in ("done", "failed", "failures", "slowest")}
    json.dump({**told, "seconds": time.monotonic() - start}, new)
os.replace(FILE + ".new", FILE)
