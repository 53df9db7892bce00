"""A partner's system behind TLS that speaks HTTP/2, written with the h2 library."""

import socket
import threading

import h2.config
import h2.connection
import h2.errors
import h2.events

from receiver import Receiver


class HTTP2Receiver(Receiver):
    """Keeps what came over which connection.

    With `together` the first answers wait until so many streams are open at once. A stream may break
    after its status: with `breaks="later"` each one once the sender has the status, with
    `breaks="at once"` the first of each event in the same bytes as the status.
    """

    def __init__(self, secret, context, together=1, breaks=None):
        super().__init__(secret)
        self.context = context
        self.together = together
        self.breaks = breaks
        self.protocols = []
        self.widest = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.acceptor = threading.Thread(target=self.accept, daemon=True)
        self.acceptor.start()

    @property
    def url(self):
        return f"https://127.0.0.1:{self.listener.getsockname()[1]}/hooks"

    def close(self):
        self.listener.close()
        super().close()

    def accept(self):
        while True:
            try:
                plain, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(plain,), daemon=True).start()

    def serve(self, plain):
        try:
            with self.context.wrap_socket(plain, server_side=True) as stream:
                self.protocols.append(stream.selected_alpn_protocol())
                if self.protocols[-1] == "h2":
                    Conversation(self, stream).run()
        except OSError:
            pass


class Conversation:
    """One connection."""

    def __init__(self, receiver, stream):
        self.receiver = receiver
        self.stream = stream
        self.http = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        self.requests = {}
        self.complete = []
        self.to_break = {}

    def run(self):
        self.http.initiate_connection()
        self.flush()
        while True:
            data = self.stream.recv(65_536)
            if not data:
                return
            for event in self.http.receive_data(data):
                self.take(event)
            self.answer()
            self.flush()

    def flush(self):
        self.stream.sendall(self.http.data_to_send())

    def take(self, event):
        if isinstance(event, h2.events.RequestReceived):
            headers = {
                (name if isinstance(name, str) else name.decode()):
                (value if isinstance(value, str) else value.decode())
                for name, value in event.headers}
            self.requests[event.stream_id] = [headers, b""]
            self.receiver.widest = max(self.receiver.widest, len(self.requests))
        elif isinstance(event, h2.events.DataReceived):
            self.requests[event.stream_id][1] += event.data
            self.http.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
        elif isinstance(event, h2.events.StreamEnded):
            self.complete.append(event.stream_id)
        elif isinstance(event, h2.events.PingAckReceived):
            # Frames are read in order: whoever answers has read the status that came before.
            self.http.reset_stream(
                self.to_break.pop(event.ping_data), h2.errors.ErrorCodes.INTERNAL_ERROR)
        elif isinstance(event, h2.events.StreamReset):
            self.requests.pop(event.stream_id, None)

    def answer(self):
        if self.receiver.widest < self.receiver.together:
            return
        for stream in self.complete:
            headers, body = self.requests.pop(stream)
            is_repeat = headers["webhook-id"] in self.receiver.seen
            status = self.receiver.take(body, headers)
            breaks = self.receiver.breaks
            if breaks == "at once" and is_repeat:
                breaks = None
            self.http.send_headers(stream, [(":status", str(status))], end_stream=not breaks)
            if breaks == "at once":
                self.http.reset_stream(stream, h2.errors.ErrorCodes.INTERNAL_ERROR)
            elif breaks == "later":
                mark = stream.to_bytes(8, "big")
                self.to_break[mark] = stream
                self.http.ping(mark)
        self.complete = []
