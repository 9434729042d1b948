package dev.sluice.sandbox.sql;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement to run.
 *
 * @param catalog default catalog, or null for the data set's
 * @param schema default schema, or null for {@code default}
 * @param rowLimit most rows to give, 0 or more, or null for all
 * @param byteLimit most bytes of chunk files to give; smaller than the first chunk means no rows at all
 * @param principal who runs it: the name that grants are made to
 * @param spool an existing folder that this statement alone may write chunk files to
 * @param chunkBytes size at which a chunk is cut, at the next row border
 * @param timeZone session time zone, an IANA name
 */
public record Query(
        String statement,
        @Nullable String catalog,
        @Nullable String schema,
        List<Parameter> parameters,
        @Nullable Long rowLimit,
        @Nullable Long byteLimit,
        String principal,
        Format format,
        Path spool,
        long chunkBytes,
        String timeZone) {

    /** Chunk size where nothing else is asked for: 4 MiB. */
    public static final long DEFAULT_CHUNK_BYTES = 4L << 20;

    public Query {
        parameters = List.copyOf(parameters);
    }

    /** A statement with every setting at its default: JSON_ARRAY, UTC, no limits, no parameters. */
    public static Query of(String statement, String principal, Path spool) {
        return new Query(
                statement,
                null,
                null,
                List.of(),
                null,
                null,
                principal,
                Format.JSON_ARRAY,
                spool,
                DEFAULT_CHUNK_BYTES,
                "UTC");
    }
}
