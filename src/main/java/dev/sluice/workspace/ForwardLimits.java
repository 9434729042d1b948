package dev.sluice.workspace;

import java.time.Duration;

/**
 * What passing a request on may cost.
 *
 * @param patience how much longer than usual the workspace may take for the head of its answer
 * @param idle how long nothing may move, in either direction
 * @param total how long a whole body may take, in either direction
 * @param requestBytes the largest body of a request
 * @param answerBytes the largest body of an answer
 */
public record ForwardLimits(Duration patience, Duration idle, Duration total, long requestBytes, long answerBytes) {}
