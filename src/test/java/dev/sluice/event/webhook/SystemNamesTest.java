package dev.sluice.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A name that hangs takes a thread of its own kind, and no more than there are. */
class SystemNamesTest {
    private static final String HANGS = "hangs.example.com";

    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aNameThatHangsIsGivenUpAndWhoCameAfterItWasNotLookedUp() {
        SystemNames names = names(2, Duration.ofMillis(300));

        CompletableFuture<List<InetAddress>> first = ask(names, HANGS);
        CompletableFuture<List<InetAddress>> second = ask(names, HANGS);

        assertThatThrownBy(first::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThatThrownBy(second::join).cause().isInstanceOf(NameService.Busy.class);
    }

    @Test
    void whatIsTooMuchIsRefusedAtOnceUntilThereIsRoomAgain() {
        SystemNames names = names(1, Duration.ofSeconds(30));
        CompletableFuture<List<InetAddress>> first = ask(names, HANGS);

        assertThatThrownBy(() -> ask(names, "other.example.com").join()).cause().isInstanceOf(NameService.Busy.class);
        end.countDown();

        assertThat(first.join()).containsExactly(InetAddress.getLoopbackAddress());
        await().ignoreExceptions()
                .until(() -> ask(names, "other.example.com").join().size() == 1);
    }

    private static CompletableFuture<List<InetAddress>> ask(SystemNames names, String name) {
        return names.addresses(name).subscribeAsCompletionStage();
    }

    private SystemNames names(int most, Duration timeout) {
        return new SystemNames(vertx.createSharedWorkerExecutor("test-names", 1), most, timeout, name -> {
            if (name.equals(HANGS)) {
                end.await();
            }
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });
    }
}
