#!/usr/bin/env python3
"""The services of a machine behind NAT: TLS with a certificate of its own on 8443, plain HTTP on 8080, echo on 7000 (TCP and UDP).

Usage: service.py NAME CERTIFICATE KEY
"""
import http.server
import socket
import socketserver
import ssl
import sys
import threading

NAME = sys.argv[1]


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = f"{NAME} answers\n".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class TcpEcho(socketserver.BaseRequestHandler):
    def handle(self):
        while data := self.request.recv(4096):
            self.request.sendall(data)


class UdpEcho(socketserver.BaseRequestHandler):
    def handle(self):
        data, answer = self.request
        answer.sendto(data, self.client_address)


class Pages(http.server.ThreadingHTTPServer):
    address_family = socket.AF_INET6


class TcpServer(socketserver.ThreadingTCPServer):
    address_family = socket.AF_INET6
    allow_reuse_address = True


class UdpServer(socketserver.ThreadingUDPServer):
    address_family = socket.AF_INET6


tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain(sys.argv[2], sys.argv[3])
web = Pages(("::", 8443), Page)
web.socket = tls.wrap_socket(web.socket, server_side=True)
servers = [web, Pages(("::", 8080), Page), TcpServer(("::", 7000), TcpEcho), UdpServer(("::", 7000), UdpEcho)]
for server in servers[1:]:
    threading.Thread(target=server.serve_forever, daemon=True).start()
servers[0].serve_forever()
