"""Makes the calls that its input names, one JSON object a line, and tells how each ended: one JSON array a line."""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import scalekit.client


def made(call):
    deadline = {"tool_call_timeout_s": call["deadline_seconds"]} if "deadline_seconds" in call else {}
    known = scalekit.client.ScalekitClient(
        client_id=call["client"]["id"],
        client_secret=call["client"]["secret"],
        env_url=os.environ["SCALEKIT_ENV_URL"],
        **deadline,
    )
    if call["call"] == "execute_tool":
        return known.actions.execute_tool(
            identifier=call["identifier"], tool_name=call["tool"], tool_input=call["params"]
        )
    if call["call"] == "create_account":
        return known.actions.create_connected_account(
            connection_name="databricksworkspace", identifier=call["identifier"], authorization_details={}
        )
    return known.organization.list_organizations(page_size=1)


def outcome(call):
    try:
        made(call)
        return {"raised": None}
    except Exception as failure:  # whatever the SDK raises is what is asked for
        return {
            "raised": type(failure).__name__,
            "code": getattr(failure, "tool_error_code", None) or getattr(failure, "error_code", None),
            "text": str(failure),
        }


for line in sys.stdin:
    asked = json.loads(line)
    with ThreadPoolExecutor(asked["at_once"]) as pool:
        print(json.dumps(list(pool.map(outcome, [asked] * asked["at_once"]))), flush=True)
