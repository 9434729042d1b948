// Makes the calls that its input names, one JSON object a line, and tells how each ended: one JSON array a line.

import { createInterface } from 'node:readline';
import { ScalekitClient } from '@scalekit-sdk/node';

function made(call) {
  const deadline = call.deadline_seconds ? { toolTimeoutMs: call.deadline_seconds * 1000 } : undefined;
  const known = new ScalekitClient(process.env.SCALEKIT_ENV_URL, call.client.id, call.client.secret, deadline);
  switch (call.call) {
    case 'execute_tool':
      return known.actions.executeTool({ identifier: call.identifier, toolName: call.tool, toolInput: call.params });
    case 'create_account':
      return known.actions.createConnectedAccount({
        connectionName: 'databricksworkspace',
        identifier: call.identifier,
        authorizationDetails: { details: { case: 'oauthToken', value: {} } },
      });
    default:
      return known.organization.listOrganization({ pageSize: 1 });
  }
}

async function outcome(call) {
  try {
    await made(call);
    return { raised: null };
  } catch (failure) {
    return {
      raised: failure.constructor.name,
      code: failure.toolErrorCode || failure.errorCode,
      text: `${failure.message} ${JSON.stringify(failure.unpackedDetails ?? [])}`,
    };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  const outcomes = await Promise.all(Array.from({ length: asked.at_once }, () => outcome(asked)));
  console.log(JSON.stringify(outcomes));
}
