package dev.sluice.testing;

import dev.sluice.testing.FakeServer.Script;
import dev.sluice.testing.FakeServer.Seen;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A receiver of webhooks that the application under test trusts. Each path answers as a test says; 204 if none does. */
public final class ReceiverResource implements QuarkusTestResourceLifecycleManager {
    private static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "sluice.webhooks.trusted-origins",
                Running.SERVER.origin() + "," + SandboxResource.closedPort(),
                "sluice.events.poll-interval",
                "100ms");
    }

    @Override
    public void stop() {
        // The server ends with the JVM: later tests use it too.
    }

    /** A URL that nobody else has. */
    public static String url() {
        return Running.SERVER.origin() + "/" + UUID.randomUUID();
    }

    /** From now on, a URL answers like this. */
    public static void answer(String url, Script script) {
        SCRIPTS.put(path(url), script);
    }

    /** What came to a URL. */
    public static List<Seen> seen(String url) {
        return Running.SERVER.seen().stream()
                .filter(seen -> seen.uri().equals(path(url)))
                .toList();
    }

    private static String path(String url) {
        return url.substring(Running.SERVER.origin().length());
    }

    private static final class Running {
        static final FakeServer SERVER = FakeServer.start(
                Vertx.vertx(),
                (seen, response) -> SCRIPTS.getOrDefault(
                                seen.uri(),
                                (one, usual) -> usual.setStatusCode(204).end())
                        .answer(seen, response));
    }
}
