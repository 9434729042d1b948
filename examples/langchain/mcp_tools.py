"""Sluice's tools as LangChain tools over MCP, with a token that reaches one account and only reads."""

import asyncio
import json
import os
import urllib.request

from langchain_mcp_adapters.client import MultiServerMCPClient

GATEWAY = os.environ["SLUICE_URL"]


def session_token():
    """What the agent holds in place of the API key."""
    request = urllib.request.Request(
        f"{GATEWAY}/api/v1/session_tokens",
        data=json.dumps({"identifier": os.environ["SLUICE_IDENTIFIER"], "read_only": True}).encode(),
        headers={"Authorization": f"Bearer {os.environ['SLUICE_API_KEY']}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["token"]


async def main():
    client = MultiServerMCPClient(
        {
            "databricks": {
                "transport": "streamable_http",
                "url": f"{GATEWAY}/mcp",
                "headers": {"Authorization": f"Bearer {session_token()}"},
            }
        }
    )
    tools = {tool.name: tool for tool in await client.get_tools()}
    print("Tools:", len(tools))
    query = {
        "statement": "SELECT count(*) AS orders FROM main.sales.orders",
        "warehouse_id": os.environ["SLUICE_WAREHOUSE_ID"],
    }
    print("Answer:", await tools["sql_statement_execute"].ainvoke(query))
    # A refusal comes back as text that says what to do next, for the model to read.
    query["statement"] = "DROP TABLE main.sales.orders"
    print("Refused:", await tools["sql_statement_execute"].ainvoke(query))


asyncio.run(main())
