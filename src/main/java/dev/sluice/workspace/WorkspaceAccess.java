package dev.sluice.workspace;

/**
 * A workspace and what opens it, as one value, so that a token can never travel to another customer's host.
 *
 * @param host where the workspace answers
 * @param principal whom it opens for: the service principal's application id, which is no secret
 * @param authorization what this workspace, and no other, accepts
 */
public record WorkspaceAccess(WorkspaceHost host, String principal, Authorization authorization) {}
