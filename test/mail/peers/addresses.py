"""Reads one JSON line for each header (base64) on stdin, writes one with the addresses that Python's email package finds."""

import base64
import json
import sys
from email import message_from_bytes
from email.policy import default


def addresses(message, name):
    found = []
    for value in message.get_all(name, []):
        found.extend(address.addr_spec for address in value.addresses)
    return found


for line in sys.stdin:
    message = message_from_bytes(base64.b64decode(line), policy=default)
    answer = {}
    for field in ("to", "cc"):
        try:
            answer[field] = addresses(message, field)
        except Exception:
            # The parser of the standard library raises on some broken lists: it sees nothing then.
            answer[field] = []
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
