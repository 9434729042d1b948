package dev.sluice.sandbox.sql.text;

/** What a statement finds around it; {@code user} is the principal that runs it. */
public record Session(String user, String catalog, String schema, String timeZone) {}
