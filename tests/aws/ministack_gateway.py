"""How MiniStack's API Gateway calls an HTTP backend, mended to be as Amazon's.

Its own way drops every header of an answer but Content-Type, follows redirects, and fails on paths
with characters that must be escaped.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import urllib.parse
from typing import Any

TIMEOUT = 30.0
# RFC 9110, section 7.6.1, and what the server in front sets itself.
OF_THE_CONNECTION = {"connection", "content-length", "date", "keep-alive", "transfer-encoding"}
# RFC 3986, section 3.3.
OF_PATHS = "/:@!$&'()*+,;=~%"

Answer = tuple[int, dict[str, str], bytes]


def send(uri: str, target: str, method: str, headers: dict[str, str], body: bytes) -> Answer:
    address = urllib.parse.urlsplit(uri)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=TIMEOUT)
    try:
        connection.putrequest(method, target, skip_host="host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            if name not in OF_THE_CONNECTION:
                connection.putheader(name, value)
        if body or "content-length" in headers:
            connection.putheader("content-length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        content = answer.read()
        kept: dict[str, str] = {}
        for name, value in answer.getheaders():
            if name.lower() not in OF_THE_CONNECTION:
                kept[name] = f"{kept[name]}, {value}" if name in kept else value
        return answer.status, kept, content
    finally:
        connection.close()


async def invoke_http_proxy(
    integration: dict[str, Any],
    path: str,
    method: str,
    headers: dict[str, str],
    body: bytes,
    query_params: dict[str, list[str]],
) -> Answer:
    target = urllib.parse.quote(path, safe=OF_PATHS)
    if query_params:
        target += "?" + urllib.parse.urlencode(query_params, doseq=True)
    lower = {name.lower(): value for name, value in headers.items()}
    try:
        return await asyncio.to_thread(
            send, integration["integrationUri"], target, method, lower, body or b""
        )
    except OSError as error:
        problem = json.dumps({"message": str(error)}).encode()
        return 502, {"Content-Type": "application/json"}, problem
