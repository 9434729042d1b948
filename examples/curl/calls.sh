#!/bin/sh
# Sluice by hand: a token, the account, a tool, a stream of rows. Wants SLUICE_URL and the client's id and secret.
set -eu

# The demo's settings, unless there are some already.
[ -n "${SLUICE_URL:-}" ] || . "$(dirname -- "$0")/../../.sluice/demo.env"

call() {
    curl --silent --show-error --fail-with-body --header "Authorization: Bearer $token" \
        --header 'Content-Type: application/json' "$@"
}

token=$(curl --silent --show-error --fail-with-body "$SLUICE_URL/oauth/token" \
    --data-urlencode grant_type=client_credentials \
    --data-urlencode "client_id=$SCALEKIT_CLIENT_ID" \
    --data-urlencode "client_secret=$SCALEKIT_CLIENT_SECRET" \
    | sed -n 's/.*"access_token" *: *"\([^"]*\)".*/\1/p')

echo "== The account"
call "$SLUICE_URL/api/v1/connected_accounts?identifier=user_dbx_123"

echo
echo "== A tool"
call "$SLUICE_URL/api/v1/execute_tool" --data '{
  "tool_name": "databricksworkspace_sql_statement_execute",
  "identifier": "user_dbx_123",
  "params": {
    "statement": "SELECT count(*) AS orders FROM main.sales.orders",
    "warehouse_id": "abc123def456"
  }
}'

echo
echo "== Rows, while they are produced"
call --no-buffer "$SLUICE_URL/api/v1/sql/stream" --data '{
  "identifier": "user_dbx_123",
  "warehouse_id": "abc123def456",
  "statement": "SELECT order_id, status, total_amount FROM main.sales.orders ORDER BY order_id LIMIT 5"
}'

echo
echo "== Tools as a model's API takes them: openai, openai_strict, anthropic or mcp"
call "$SLUICE_URL/api/v1/tools?format=anthropic&filter.tool_name=databricksworkspace_sql_warehouses_list"
