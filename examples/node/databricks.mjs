// Databricks through Sluice with the official Node SDK: an account, SQL, Unity Catalog, a job.

import { ScalekitClient } from '@scalekit-sdk/node';
import 'dotenv/config';

const scalekit = new ScalekitClient(
  process.env.SCALEKIT_ENV_URL,
  process.env.SCALEKIT_CLIENT_ID,
  process.env.SCALEKIT_CLIENT_SECRET
);
const actions = scalekit.actions;

const response = await actions.getOrCreateConnectedAccount({
  connectionName: 'databricksworkspace',
  identifier: 'user_dbx_123', // your internal user ID
});
const connectedAccount = response.connectedAccount;
console.log(`Status: ${connectedAccount.status}`);

const result = await actions.executeTool({
  identifier: 'user_dbx_123',
  toolName: 'databricksworkspace_sql_statement_execute',
  toolInput: {
    statement:
      "SELECT order_id, customer_id, total_amount FROM orders WHERE status = 'pending' ORDER BY created_at DESC LIMIT 50",
    warehouse_id: 'abc123def456',
    catalog: 'main',
    schema: 'sales',
  },
});
console.log('Statement:', result.data.status.state);
console.log('Rows:', result.data.result.data_array.length);

const catalogs = await actions.executeTool({
  identifier: 'user_dbx_123',
  toolName: 'databricksworkspace_unity_catalog_catalogs_list',
  toolInput: {},
});
console.log('Catalogs:', catalogs.data.catalogs.map((catalog) => catalog.name).join(' '));

const tables = await actions.executeTool({
  identifier: 'user_dbx_123',
  toolName: 'databricksworkspace_unity_catalog_tables_list',
  toolInput: { catalog_name: 'main', schema_name: 'sales' },
});
console.log('Tables:', tables.data.tables.map((table) => table.name).join(' '));

const columns = await actions.executeTool({
  identifier: 'user_dbx_123',
  toolName: 'databricksworkspace_information_schema_columns',
  toolInput: { catalog: 'main', schema: 'sales', table: 'orders', warehouse_id: 'abc123def456' },
});
const shown = columns.data.manifest.schema.columns.findIndex((column) => column.name === 'column_name');
console.log('Columns:', columns.data.result.data_array.map((row) => row[shown]).join(' '));

const constraints = await actions.executeTool({
  identifier: 'user_dbx_123',
  toolName: 'databricksworkspace_information_schema_table_constraints',
  toolInput: { catalog: 'main', schema: 'sales', warehouse_id: 'abc123def456' },
});
console.log('Constraints:', constraints.data.result.data_array.length);

const run = await actions.executeTool({
  identifier: 'user_dbx_123',
  toolName: 'databricksworkspace_job_run_now',
  toolInput: { job_id: 987654 },
});
console.log('Run:', run.data.run_id);
