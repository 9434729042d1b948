package dev.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.EmbeddedDatabase;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    @Test
    void replicasThatStartTogetherMigrateOnce() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start();
                ExecutorService threads = Executors.newFixedThreadPool(3)) {
            Callable<Integer> replica = () -> flyway(database).migrate().migrationsExecuted;

            int executed = threads.invokeAll(Collections.nCopies(3, replica)).stream()
                    .mapToInt(Future::resultNow)
                    .sum();

            assertThat(executed).isEqualTo(flyway(database).info().applied().length);
            assertThat(flyway(database).info().pending()).isEmpty();
        }
    }

    private static Flyway flyway(EmbeddedDatabase database) {
        return Flyway.configure()
                .dataSource("jdbc:" + database.url(), database.user(), database.password())
                .load();
    }
}
