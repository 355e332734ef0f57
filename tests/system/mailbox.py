"""A mail server that takes its time: each mail stays in its hands until the test lets it go."""

import socketserver
import threading
from contextlib import contextmanager, suppress


class Mailbox(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.port = self.server_address[1]
        self.received = []
        self.held = threading.Semaphore(0)  # a mail was sent here, and is not yet acknowledged
        self.open = threading.Event()
        self.open.set()


class Talk(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as a client needs who sends a mail."""

    def handle(self):
        self.say("220 here")
        for line in self.rfile:
            if line.upper().startswith(b"DATA"):
                self.take()
            else:
                self.say("250 well")
            if line.upper().startswith(b"QUIT"):
                return

    def take(self):
        self.say("354 go on")
        words = b"".join(iter(self.rfile.readline, b".\r\n")).decode()
        self.server.held.release()
        self.server.open.wait(60)
        self.server.received.append(words)
        self.say("250 taken")

    def say(self, words):
        with suppress(OSError):  # whoever was there has been killed
            self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mailbox():
    server = Mailbox()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.open.set()
        server.shutdown()
        server.server_close()
