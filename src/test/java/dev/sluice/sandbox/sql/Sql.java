package dev.sluice.sandbox.sql;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs statements as a principal of a workspace that all tests share; what a test changes has a name of its own. */
final class Sql {
    static final SqlEngine ACME = SqlEngine.open(Dataset.ACME);
    static final SqlEngine GLOBEX = SqlEngine.open(Dataset.GLOBEX);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SPOOL = spool();

    private final SqlEngine engine;
    private final String principal;

    private Sql(SqlEngine engine, String principal) {
        this.engine = engine;
        this.principal = principal;
    }

    static Sql owner() {
        return new Sql(ACME, Dataset.ACME.owner());
    }

    static Sql as(String principal) {
        return new Sql(ACME, principal);
    }

    static Sql ownerOfTheOther() {
        return new Sql(GLOBEX, Dataset.GLOBEX.owner());
    }

    Sql granted(Privilege privilege, String... path) {
        engine.grants().grant(principal, privilege, new Securable(List.of(path)));
        return this;
    }

    Result run(String statement, Parameter... parameters) {
        return run(statement, query -> with(query, List.of(parameters)));
    }

    Result run(String statement, UnaryOperator<Query> settings) {
        try {
            return engine.run(query(statement, settings), new Cancellation());
        } catch (SqlFailure e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    List<List<@Nullable String>> rows(String statement, Parameter... parameters) {
        return rows(run(statement, parameters));
    }

    /** The only cell. */
    @Nullable
    String value(String statement, Parameter... parameters) {
        return rows(statement, parameters).getFirst().getFirst();
    }

    SqlFailure failure(String statement, Parameter... parameters) {
        return catchThrowableOfType(
                SqlFailure.class,
                () -> engine.run(query(statement, query -> with(query, List.of(parameters))), new Cancellation()));
    }

    Query query(String statement, UnaryOperator<Query> settings) {
        return settings.apply(Query.of(statement, principal, folder()));
    }

    static List<List<@Nullable String>> rows(Result result) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (Chunk chunk : result.chunks()) {
            rows.addAll(read(chunk.file()));
        }
        return rows;
    }

    static Query with(Query q, List<Parameter> parameters) {
        return new Query(
                q.statement(),
                q.catalog(),
                q.schema(),
                parameters,
                q.rowLimit(),
                q.byteLimit(),
                q.principal(),
                q.format(),
                q.spool(),
                q.chunkBytes(),
                q.timeZone());
    }

    static Query limited(Query q, @Nullable Long rows, @Nullable Long bytes, long chunkBytes) {
        return new Query(
                q.statement(),
                q.catalog(),
                q.schema(),
                q.parameters(),
                rows,
                bytes,
                q.principal(),
                q.format(),
                q.spool(),
                chunkBytes,
                q.timeZone());
    }

    static Query formatted(Query q, Format format, String timeZone) {
        return new Query(
                q.statement(),
                q.catalog(),
                q.schema(),
                q.parameters(),
                q.rowLimit(),
                q.byteLimit(),
                q.principal(),
                format,
                q.spool(),
                q.chunkBytes(),
                timeZone);
    }

    static Query in(Query q, String catalog, String schema) {
        return new Query(
                q.statement(),
                catalog,
                schema,
                q.parameters(),
                q.rowLimit(),
                q.byteLimit(),
                q.principal(),
                q.format(),
                q.spool(),
                q.chunkBytes(),
                q.timeZone());
    }

    private static List<List<@Nullable String>> read(Path file) {
        try {
            return JSON.readValue(file.toFile(), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(SPOOL, "statement");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path spool() {
        try {
            Path spool = Files.createTempDirectory("sluice-sandbox-test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(spool)));
            return spool;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
