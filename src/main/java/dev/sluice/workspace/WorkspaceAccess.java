package dev.sluice.workspace;

/**
 * A workspace and what opens it, as one value, so that a token can never travel to another customer's host.
 *
 * @param host where the workspace answers
 * @param authorization what this workspace, and no other, accepts
 */
public record WorkspaceAccess(WorkspaceHost host, Authorization authorization) {}
