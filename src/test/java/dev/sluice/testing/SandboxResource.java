package dev.sluice.testing;

import dev.sluice.sandbox.Sandbox;
import dev.sluice.sandbox.Workspace;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Hosts that the application under test trusts: real workspaces, and others that are none. Started once a JVM. */
public final class SandboxResource implements QuarkusTestResourceLifecycleManager {
    /** A host whose name does not resolve. */
    public static final String NOWHERE = "https://nowhere.invalid";

    @Override
    public Map<String, String> start() {
        return Map.of(
                "sluice.workspace.trusted-origins",
                String.join(
                        ",",
                        first().url(),
                        Running.SANDBOX.second().url(),
                        tapped().url(),
                        scripted().url(),
                        webSite(),
                        Running.CLOSED_PORT,
                        NOWHERE),
                "sluice.token.second-try-delay",
                "50ms",
                "sluice.door.origin",
                "http://*.doors.localhost",
                "sluice.proxy.idle-timeout",
                "3s",
                "sluice.proxy.max-request-bytes",
                "67108864",
                "sluice.proxy.max-answer-bytes",
                "67108864");
    }

    @Override
    public void stop() {
        // The hosts end with the JVM: later tests use them too.
    }

    /** The workspace that most tests use. */
    public static Workspace first() {
        return Running.SANDBOX.first();
    }

    /** Another workspace, for tests that change how a whole one behaves. */
    public static Workspace second() {
        return Running.SANDBOX.second();
    }

    /** A way to the first workspace on which all that goes there and back is written down. */
    public static WireTap tapped() {
        return Running.TAPPED;
    }

    /** A host that gives tokens and answers as a test says. */
    public static RawUpstream scripted() {
        return Running.SCRIPTED;
    }

    /** A host that answers everything with a page. */
    public static String webSite() {
        return Running.WEB_SITE.origin();
    }

    /** A host that accepts no connection. */
    public static String closedPort() {
        return Running.CLOSED_PORT;
    }

    private static final class Running {
        static final Sandbox SANDBOX = Sandbox.builder().start();
        static final WireTap TAPPED = WireTap.on(Vertx.vertx(), SANDBOX.first().port());
        static final RawUpstream SCRIPTED = RawUpstream.start(Vertx.vertx());
        static final FakeServer WEB_SITE = FakeServer.start(
                Vertx.vertx(), (seen, response) -> response.end("<!doctype html><title>It works!</title>"));
        static final String CLOSED_PORT = "http://127.0.0.1:" + freePort();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SANDBOX::close, "sandbox-stop"));
        }

        private static int freePort() {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
