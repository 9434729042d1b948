"""Databricks through Sluice with the official Python SDK: an account, SQL, Unity Catalog, a job."""

import os

import scalekit.client
from dotenv import load_dotenv

load_dotenv()
scalekit = scalekit.client.ScalekitClient(
    client_id=os.getenv("SCALEKIT_CLIENT_ID"),
    client_secret=os.getenv("SCALEKIT_CLIENT_SECRET"),
    env_url=os.getenv("SCALEKIT_ENV_URL"),
)
actions = scalekit.actions

response = actions.get_or_create_connected_account(
    connection_name="databricksworkspace",
    identifier="user_dbx_123",  # your internal user ID
)
connected_account = response.connected_account
print(f"Status: {connected_account.status}")

result = actions.execute_tool(
    identifier="user_dbx_123",
    tool_name="databricksworkspace_sql_statement_execute",
    tool_input={
        "statement": "SELECT order_id, customer_id, total_amount FROM orders "
        "WHERE status = 'pending' ORDER BY created_at DESC LIMIT 50",
        "warehouse_id": "abc123def456",
        "catalog": "main",
        "schema": "sales",
    },
)
print("Statement:", result.data["status"]["state"])
print("Rows:", len(result.data["result"]["data_array"]))

catalogs = actions.execute_tool(
    identifier="user_dbx_123",
    tool_name="databricksworkspace_unity_catalog_catalogs_list",
    tool_input={},
)
print("Catalogs:", *(catalog["name"] for catalog in catalogs.data["catalogs"]))

tables = actions.execute_tool(
    identifier="user_dbx_123",
    tool_name="databricksworkspace_unity_catalog_tables_list",
    tool_input={"catalog_name": "main", "schema_name": "sales"},
)
print("Tables:", *(table["name"] for table in tables.data["tables"]))

columns = actions.execute_tool(
    identifier="user_dbx_123",
    tool_name="databricksworkspace_information_schema_columns",
    tool_input={
        "catalog": "main",
        "schema": "sales",
        "table": "orders",
        "warehouse_id": "abc123def456",
    },
)
names = [column["name"] for column in columns.data["manifest"]["schema"]["columns"]]
print("Columns:", *(row[names.index("column_name")] for row in columns.data["result"]["data_array"]))

constraints = actions.execute_tool(
    identifier="user_dbx_123",
    tool_name="databricksworkspace_information_schema_table_constraints",
    tool_input={"catalog": "main", "schema": "sales", "warehouse_id": "abc123def456"},
)
print("Constraints:", len(constraints.data["result"]["data_array"]))

run = actions.execute_tool(
    identifier="user_dbx_123",
    tool_name="databricksworkspace_job_run_now",
    tool_input={"job_id": 987654},
)
print("Run:", run.data["run_id"])
