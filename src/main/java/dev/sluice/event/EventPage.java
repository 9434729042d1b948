package dev.sluice.event;

import java.util.List;

/**
 * Some events in their order.
 *
 * @param next the cursor to go on from, also where there are no events; moves on past what a filter leaves out
 */
public record EventPage(List<Event> events, String next) {}
