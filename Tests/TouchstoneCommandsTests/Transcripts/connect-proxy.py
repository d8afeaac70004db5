"""A small HTTP proxy on 127.0.0.1 for transcripts: it knows CONNECT and nothing else.

connect-proxy.py PORT USER:PASSWORD HOST=ADDRESS ...

The hosts are those that it alone knows, and the only ones it calls. Each connection becomes a line on
standard output: what was asked, and the status of the answer. It ends after five minutes.
"""

import base64
import os
import socket
import sys
import threading

HEAD_BYTES_MAX = 16 * 1024


def head(client):
    """What stands before the blank line; a client waits for the answer before it says more."""
    text = b""
    while b"\r\n\r\n" not in text and len(text) < HEAD_BYTES_MAX:
        piece = client.recv(4096)
        if not piece:
            break
        text += piece
    return text.decode("ascii", "replace")


def carry(source, target):
    try:
        while piece := source.recv(64 * 1024):
            target.sendall(piece)
    except OSError:
        pass
    for side in (source, target):
        try:
            side.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def serve(client, credentials, hosts):
    text = head(client)
    method, target = (text.split(" ") + ["", ""])[:2]
    host, _, port = target.rpartition(":")
    token = base64.b64encode(credentials.encode()).decode().lower()
    status, server = "200 Connection established", None
    if method != "CONNECT" or not port.isdigit():
        status = "405 Method Not Allowed"
    elif "proxy-authorization: basic " + token not in text.lower():
        status = "407 Proxy Authentication Required"
    elif host not in hosts:
        status = "502 Bad Gateway"
    else:
        try:
            server = socket.create_connection((hosts[host], int(port)))
        except OSError:
            status = "502 Bad Gateway"
    # In one write: connections come side by side.
    os.write(1, f"{method} {target} {status.split(' ')[0]}\n".encode())
    try:
        client.sendall(f"HTTP/1.1 {status}\r\n\r\n".encode())
        if server:
            threading.Thread(target=carry, args=(server, client), daemon=True).start()
            carry(client, server)
    except OSError:
        pass
    client.close()


def accept(listener, credentials, hosts):
    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve, args=(client, credentials, hosts), daemon=True).start()


if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
    known = dict(pair.split("=", 1) for pair in sys.argv[3:])
    thread = threading.Thread(
        target=accept, args=(listener, sys.argv[2], known), daemon=True)
    thread.start()
    thread.join(timeout=300)
