"""A web server that writes what it gets, one JSON object a line, and answers 200, or 503 the first N times."""
import http.server
import json
import sys

failures = int(sys.argv[1])


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        global failures
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        status = 503 if failures > 0 else 200
        failures -= 1
        headers = {name.lower(): value for name, value in self.headers.items()}
        print(json.dumps({"status": str(status), "path": self.path, "headers": headers, "body": body}), flush=True)
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
