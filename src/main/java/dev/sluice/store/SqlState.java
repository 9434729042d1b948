package dev.sluice.store;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQLSTATE that a failure carries. The client throws PgException, which Hibernate turns into SQLException. */
final class SqlState {
    static final String UNIQUE_VIOLATION = "23505";
    static final String QUERY_CANCELED = "57014";

    private SqlState() {}

    static Optional<String> of(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refusal) {
                return Optional.ofNullable(refusal.getSqlState());
            }
            if (cause instanceof SQLException refusal) {
                return Optional.ofNullable(refusal.getSQLState());
            }
        }
        return Optional.empty();
    }
}
