"""A client of the tests on the internet.

client.py tcp ADDRESS PORT            prints the first line that the service says
client.py udp ADDRESS PORT            prints the answer to one datagram
client.py upgrade ADDRESS PORT NAME   switches protocols on https://NAME, and prints what comes back of "hello"
client.py stream ADDRESS PORT NAME    prints the lines of https://NAME/stream, and in the end how many seconds lay between them
client.py hold FILE PATIENCE ADDRESS PORT [NAME]  says a line five times a second (NAME: through TLS) and writes how many came back into FILE; has it
                                      ended, or came none for PATIENCE seconds, "ended", when and why
"""
import os
import socket
import ssl
import sys
import time

TIMEOUT = 10


def connect(address, port, name=None):
    connection = socket.create_connection((address, int(port)), TIMEOUT)
    if name is None:
        return connection
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(connection, server_hostname=name)


def tcp(address, port):
    print(connect(address, port).makefile().readline(), end="")


def udp(address, port):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as sender:
        sender.settimeout(TIMEOUT)
        sender.connect((address, int(port)))
        sender.send(b"hello\n")
        print(sender.recv(1024).decode(), end="")


def upgrade(address, port, name):
    connection = connect(address, port, name)
    connection.sendall(f"GET /upgrade HTTP/1.1\r\nHost: {name}\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n".encode())
    reader = connection.makefile("rb")
    print(reader.readline().decode().split(" ")[1], end=" ")
    while reader.readline().strip():
        pass
    connection.sendall(b"hello\n")
    print(reader.readline().decode(), end="")


def stream(address, port, name):
    connection = connect(address, port, name)
    connection.sendall(f"GET /stream HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode())
    arrived = []
    for line in connection.makefile("r"):
        if line.strip() in ("first", "second"):
            print(line.strip(), end=" ")
            arrived.append(time.monotonic())
    print(arrived[-1] - arrived[0])


def hold(file, patience, address, port, name=None):
    def write(text):
        with open(file + ".new", "w") as new:
            new.write(text)
        os.replace(file + ".new", file)

    try:
        connection = connect(address, port, name)
        connection.settimeout(float(patience))
        reader = connection.makefile("rb")
        if name is None:
            reader.readline()
        else:
            connection.sendall(f"GET /upgrade HTTP/1.1\r\nHost: {name}\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n".encode())
            while reader.readline().strip():
                pass
        count = 0
        while True:
            connection.sendall(b"still there\n")
            if (answer := reader.readline()) != b"still there\n":
                raise OSError(f"answered {answer}")
            count += 1
            write(str(count))
            time.sleep(0.2)
    except OSError as failure:
        write(f"ended {time.time()} {type(failure).__name__}: {failure}")


globals()[sys.argv[1]](*sys.argv[2:])
