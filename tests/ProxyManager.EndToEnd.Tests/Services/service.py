"""What a peer of the tests publishes. Every answer tells who answers and whom it sees as its client.

Usage: service.py NAME ADDRESS...   (listens on these addresses, whether they are there yet or not, and tells systemd when it does)
"""
import http.server
import json
import os
import socket
import socketserver
import ssl
import struct
import sys
import threading
import time

NAME, ADDRESSES = sys.argv[1], sys.argv[2:]
IP_FREEBIND, IPV6_FREEBIND = 15, 78
HTTP, HTTPS, PROXY, PROXY_HTTPS = 8080, 8443, 7900, 7943
LINES = [7000, 7001, 7002, *range(7100, 7105), 9999]


def bind(listener):
    if listener.address_family == socket.AF_INET6:
        listener.socket.setsockopt(socket.IPPROTO_IPV6, IPV6_FREEBIND, 1)
    else:
        listener.socket.setsockopt(socket.IPPROTO_IP, IP_FREEBIND, 1)


class TcpServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    request_queue_size = 128

    def server_bind(self):
        bind(self)
        super().server_bind()


class UdpServer(socketserver.ThreadingUDPServer):
    daemon_threads = True

    def server_bind(self):
        bind(self)
        super().server_bind()


class Lines(socketserver.StreamRequestHandler):
    """Says who it is, then says again what it is told."""

    def client(self):
        return self.client_address[0]

    def handle(self):
        self.wfile.write(f"{NAME} {self.server.server_address[1]} {self.client()}\n".encode())
        for line in self.rfile:
            self.wfile.write(line)


def announced(read):
    """The client that the PROXY protocol's header (version 2) names."""
    header = read(16)
    if header[:12] != b"\r\n\r\n\0\r\nQUIT\n":
        return "no-header"
    body = read(struct.unpack("!H", header[14:])[0])
    family, size = (socket.AF_INET, 4) if header[13] >> 4 == 1 else (socket.AF_INET6, 16)
    return socket.inet_ntop(family, body[:size])


class ProxiedLines(Lines):
    def client(self):
        return announced(self.rfile.read)


class Datagrams(socketserver.BaseRequestHandler):
    """Ends its answer with what the datagram said after its first word, if anything."""

    def handle(self):
        said, reply = self.request
        words = [NAME, str(self.server.server_address[1]), self.client_address[0], *said.decode().split()[1:]]
        reply.sendto((" ".join(words) + "\n").encode(), self.client_address)


class Web(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.headers.get("Upgrade") == "echo":
            return self.upgrade()
        if self.path == "/stream":
            return self.stream()
        if self.path == "/slow":
            time.sleep(8)
        body = json.dumps({"server": NAME, "client": self.client_address[0], "path": self.path, "headers": dict(self.headers)}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def upgrade(self):
        self.send_response(101)
        self.send_header("Connection", "Upgrade")
        self.send_header("Upgrade", "echo")
        self.end_headers()
        self.wfile.flush()
        self.close_connection = True
        for line in self.rfile:
            self.wfile.write(line)

    def stream(self):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for part in ("first\n", "second\n", ""):
            self.wfile.write(f"{len(part):x}\r\n{part}\r\n".encode())
            self.wfile.flush()
            time.sleep(5 if part else 0)

    def log_message(self, *_):
        pass


class WebServer(TcpServer, http.server.HTTPServer):
    pass


class TlsWebServer(WebServer):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)

    def finish_request(self, request, client_address):
        request.settimeout(60)
        with self.context.wrap_socket(request, server_side=True) as secured:
            super().finish_request(secured, client_address)

    def handle_error(self, *_):
        pass


class ProxiedTlsWebServer(TlsWebServer):
    """Takes the header, and not a byte more, off the connection before TLS begins."""

    def finish_request(self, request, client_address):
        client = announced(lambda size: request.recv(size, socket.MSG_WAITALL))
        super().finish_request(request, (client, *client_address[1:]))


def serve(kind, address, port, handler):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    server = type(kind.__name__, (kind,), {"address_family": family})((address, port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()


TlsWebServer.context.load_cert_chain("/etc/service.pem")
for own in ADDRESSES:
    serve(WebServer, own, HTTP, Web)
    serve(TlsWebServer, own, HTTPS, Web)
    serve(ProxiedTlsWebServer, own, PROXY_HTTPS, Web)
    serve(TcpServer, own, PROXY, ProxiedLines)
    for number in LINES:
        serve(TcpServer, own, number, Lines)
        serve(UdpServer, own, number, Datagrams)
with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
    systemd.sendto(b"READY=1", os.environ["NOTIFY_SOCKET"])
threading.Event().wait()
