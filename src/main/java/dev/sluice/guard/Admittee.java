package dev.sluice.guard;

import dev.sluice.guard.limit.OwnLimits;
import dev.sluice.id.AccountId;
import dev.sluice.id.ConnectionId;
import dev.sluice.workspace.WorkspaceHost;

/**
 * Who asks to be let in, and where.
 *
 * @param connection the account's connection
 * @param accountLimits limits of the account alone, which then has a guard of its own
 * @param connectionLimits limits that the accounts of the connection share
 */
public record Admittee(
        WorkspaceHost host,
        AccountId account,
        ConnectionId connection,
        OwnLimits accountLimits,
        OwnLimits connectionLimits) {}
