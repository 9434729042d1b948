package dev.sluice.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CancellationTest {
    private final Sql sql = Sql.owner();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.id + b.id = 7",
                "SELECT a.id FROM range(1000000) a, range(1000000) b",
                "CREATE TABLE main.scratch.endless AS SELECT a.id FROM range(1000000) a, range(1000000) b WHERE a.id * b.id = -1"
            })
    void stopsALongStatementSoon(String statement) throws Exception {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<SqlFailure> outcome = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> outcome.complete(failure(statement, cancellation)));
        CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(cancellation::cancel);

        SqlFailure failure = outcome.get(10, TimeUnit.SECONDS);

        assertThat(failure.sqlState()).isEqualTo("HY008");
        assertThat(failure).hasMessage("The statement was cancelled.");
    }

    @Test
    void runsNothingAfterItWasCancelled() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        long before = System.nanoTime();
        SqlFailure failure = failure("SELECT count(*) FROM range(1000000) a, range(1000000) b", cancellation);

        assertThat(failure.sqlState()).isEqualTo("HY008");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void leavesOtherStatementsAlone() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        assertThat(sql.value("SELECT 1")).isEqualTo("1");
        assertThat(cancellation.isCancelled()).isTrue();
    }

    private SqlFailure failure(String statement, Cancellation cancellation) {
        return catchThrowableOfType(
                SqlFailure.class, () -> Sql.ACME.run(sql.query(statement, UnaryOperator.identity()), cancellation));
    }
}
