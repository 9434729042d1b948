"""Sluice's tools as LangChain tools, by the official Python SDK. An agent gets `tools`; here they are called by hand."""

import os

import scalekit.client

scalekit_client = scalekit.client.ScalekitClient(
    client_id=os.environ["SCALEKIT_CLIENT_ID"],
    client_secret=os.environ["SCALEKIT_CLIENT_SECRET"],
    env_url=os.environ["SCALEKIT_ENV_URL"],
)

tools = scalekit_client.actions.langchain.get_tools(
    identifier="user_dbx_123",
    connection_names=["databricksworkspace"],
)
print("Tools:", len(tools))

by_name = {tool.name: tool for tool in tools}
print(
    "Answer:",
    by_name["databricksworkspace_sql_statement_execute"].invoke(
        {
            "statement": "SELECT count(*) AS orders FROM main.sales.orders",
            "warehouse_id": "abc123def456",
        }
    ),
)
# An error comes back as text that says what to do next, for the model to read.
print(
    "Error:",
    by_name["databricksworkspace_sql_statement_execute"].invoke(
        {"statement": "SELECT count(*) FROM main.sales.order", "warehouse_id": "abc123def456"}
    ),
)
