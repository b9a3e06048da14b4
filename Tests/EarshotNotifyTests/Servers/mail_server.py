"""A mail server (aiosmtpd) that writes what it gets, one JSON object a line: plain, STARTTLS, or TLS from the start."""
import asyncio
import json
import ssl
import sys
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP, AuthResult

mode, certificate, key = sys.argv[1:4]


class Handler:
    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=policy.default)
        print(json.dumps({
            "from": envelope.mail_from, "to": ",".join(envelope.rcpt_tos), "subject": mail["subject"],
            "id": mail["message-id"], "text": mail.get_content(), "tls": str(session.ssl is not None or mode == "tls"),
            "user": session.auth_data.login.decode() if session.auth_data else "",
        }), flush=True)
        return "250 OK"


def check(server, session, envelope, mechanism, data):
    good = data.login == b"earshot" and data.password == b"secret"
    return AuthResult(success=good, auth_data=data)


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
loop = asyncio.new_event_loop()


def make():
    if mode == "plain":
        return SMTP(Handler(), loop=loop)
    start = context if mode == "starttls" else None
    return SMTP(Handler(), tls_context=start, require_starttls=mode == "starttls", authenticator=check,
                auth_require_tls=mode == "starttls", loop=loop)


server = loop.run_until_complete(
    loop.create_server(make, "127.0.0.1", 0, ssl=context if mode == "tls" else None))
print(server.sockets[0].getsockname()[1], flush=True)
loop.run_forever()
