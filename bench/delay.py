#!/usr/bin/python3
"""Puts a network delay between a lab's controller and its hosts, for kernels without netem:

    delay.py CONTROLLER_NETNS CONTROLLER_DEVICE HOSTS_NETNS BRIDGE MILLISECONDS

Two TAP devices take the place of the controller's cable; each frame is handed over half of MILLISECONDS after it came, in both
directions, so that a round trip takes MILLISECONDS longer. Prints "ready" and works until SIGTERM or SIGINT; then the cable is back.
"""
import collections
import ctypes
import fcntl
import json
import os
import select
import signal
import struct
import subprocess
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TAP_WITHOUT_HEADER = 0x0002 | 0x1000
CLONE_NEWNET = 0x40000000
LONGEST_FRAME = 65536


def ip(netns, *arguments):
    return subprocess.run(["ip", "-n", netns, *arguments], check=True, capture_output=True, text=True).stdout


def tap(netns, name):
    """Opens a TAP device; it lives in the namespace in which it was opened, whatever namespace this process enters later."""
    with open(f"/run/netns/{netns}") as namespace:
        if ctypes.CDLL(None, use_errno=True).setns(namespace.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"cannot enter {netns}")
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TAP_WITHOUT_HEADER))
    return device


def relay(devices, delay):
    """Moves frames between two devices, each after the delay."""
    waiting = collections.deque()
    other = {devices[0]: devices[1], devices[1]: devices[0]}
    while True:
        timeout = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        for device in select.select(devices, [], [], timeout)[0]:
            due = time.monotonic() + delay
            try:
                while True:
                    waiting.append((due, other[device], os.read(device, LONGEST_FRAME)))
            except BlockingIOError:
                pass
        now = time.monotonic()
        while waiting and waiting[0][0] <= now:
            _, target, frame = waiting.popleft()
            try:
                os.write(target, frame)
            except BlockingIOError:
                pass  # as a full queue of a router drops a packet


def main(controller, device, hosts, bridge, milliseconds):
    link = json.loads(ip(controller, "-j", "addr", "show", "dev", device))[0]
    addresses = [f"{a['local']}/{a['prefixlen']}" for a in link["addr_info"] if a["scope"] == "global"]
    devices = [tap(controller, "delay0"), tap(hosts, "delay1")]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        ip(hosts, "link", "set", "delay1", "master", bridge, "up")
        ip(controller, "link", "set", device, "down")
        ip(controller, "addr", "flush", "dev", device)
        ip(controller, "link", "set", "delay0", "address", link["address"], "up")
        for address in addresses:
            ip(controller, "addr", "add", address, "dev", "delay0", *(["nodad"] if ":" in address else []))
        print("ready", flush=True)
        relay(devices, float(milliseconds) / 2000)
    except KeyboardInterrupt:
        pass
    finally:
        for opened in devices:
            os.close(opened)
        ip(controller, "link", "set", device, "up")
        for address in addresses:
            ip(controller, "addr", "replace", address, "dev", device, *(["nodad"] if ":" in address else []))


if __name__ == "__main__":
    main(*sys.argv[1:])
