package dev.sluice.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records as one text, which is less to encode than fifteen arrays: fields are parted by U+001F, records by U+001E, and
 * nothing is null. {@link Texts} keeps both characters out of what callers say.
 */
final class LogLines {
    private static final char FIELD = '\u001f';
    private static final char RECORD = '\u001e';
    private static final int USUAL_LENGTH = 350;

    private final StringBuilder lines;

    private LogLines(int records) {
        lines = new StringBuilder(records * USUAL_LENGTH);
    }

    static String of(List<ToolCallLog> logs) {
        LogLines text = new LogLines(logs.size());
        logs.forEach(text::add);
        return text.lines.toString();
    }

    private void add(ToolCallLog log) {
        if (!lines.isEmpty()) {
            lines.append(RECORD);
        }
        add(log.executionId());
        add(log.environment().value());
        add(log.clientId());
        add(log.origin().source().name());
        add(log.origin().agentRunId());
        add(log.origin().userId());
        add(log.origin().organizationId());
        add(log.toolName());
        add(log.provider());
        add(log.target().accountId());
        add(log.target().connectionId());
        add(log.target().connectionName());
        add(log.target().identifier());
        add(log.errorCode());
        lines.append(log.durationMillis());
    }

    private void add(@Nullable String field) {
        if (field != null) {
            lines.append(field);
        }
        lines.append(FIELD);
    }
}
