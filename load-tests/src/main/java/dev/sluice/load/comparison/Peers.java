package dev.sluice.load.comparison;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** The gateway and its peers, all before the same workspace, and the load that each is given. */
final class Peers implements AutoCloseable {
    static final String REST = "REST, HTTP/1.1";

    private static final int SOME = 8;

    private static final String NGINX = "http://127.0.0.1:" + Workbench.NGINX_PORT;
    private static final String NGINX_WITH_LARGE_BUFFERS = "http://127.0.0.1:17305";
    private static final int VERTX_PORT = 17304;
    private static final String VERTX = "http://127.0.0.1:" + VERTX_PORT;
    private static final String STATEMENT = "/api/2.0/sql/statements/" + Workbench.STATEMENT_ID;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Workbench workbench;
    private final Child nginx;
    private final Child vertx;
    private final Gateway gateway;

    private Peers(Workbench workbench) {
        this.workbench = workbench;
        started.push(workbench.startWorkspace());
        nginx = workbench.startNginx();
        started.push(nginx);
        vertx = startVertx(workbench.directory());
        started.push(vertx);
        gateway = Gateway.start(workbench.directory());
        started.push(gateway);
    }

    /** Starts all; what a failed start leaves behind ends with this process. */
    static Peers start(Workbench workbench) {
        return new Peers(workbench);
    }

    /** {@code sql_statement_get} with an answer of 1 KiB, or the GET that it becomes. */
    List<Subject> calls() {
        return List.of(
                new Subject("direct, no gateway", null, getting(Workbench.workspaceUrl(), Workbench.authorization())),
                new Subject("nginx", nginx, getting(NGINX, "none")),
                new Subject("Vert.x relay", vertx, getting(VERTX, "none")),
                new Subject("Sluice", gateway.process(), gateway.call()));
    }

    /** The same call by each protocol that the gateway speaks. An SDK makes all its gRPC calls on one connection. */
    List<Subject> faces() {
        return List.of(
                new Subject(REST, gateway.process(), gateway.call()),
                new Subject("REST, HTTP/2", gateway.process(), gateway.callOverHttp2(workbench, SOME)),
                new Subject("gRPC", gateway.process(), gateway.callOverGrpc(workbench, SOME)),
                new Subject("REST, HTTP/2, one connection", gateway.process(), gateway.callOverHttp2(workbench, 1)),
                new Subject("gRPC, one connection", gateway.process(), gateway.callOverGrpc(workbench, 1)));
    }

    /** A result of many chunks: as lines through Sluice, chunk by chunk and untouched through the others. */
    List<Subject> streams() {
        return List.of(
                new Subject("direct, no gateway", null, workbench.download(Workbench.workspaceUrl())),
                new Subject("nginx", nginx, workbench.download(NGINX)),
                new Subject("nginx, buffers of 64 KiB", nginx, workbench.download(NGINX_WITH_LARGE_BUFFERS)),
                new Subject("Vert.x relay", vertx, workbench.download(VERTX)),
                new Subject("Sluice, numbers=text", gateway.process(), gateway.stream("text", workbench)),
                new Subject("Sluice, typed", gateway.process(), gateway.stream("typed", workbench)));
    }

    private static CallLoad getting(String origin, String authorization) {
        return CallLoad.getting(URI.create(origin + STATEMENT), authorization);
    }

    private static Child startVertx(Path directory) {
        List<String> command = new ArrayList<>();
        command.add(Gateway.JAVA);
        command.addAll(Gateway.JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), VertxRelay.class.getName()));
        command.addAll(List.of(Integer.toString(VERTX_PORT), Integer.toString(Workbench.WORKSPACE_PORT)));
        Map<String, String> environment = Map.of("WORKSPACE_AUTHORIZATION", Workbench.authorization());
        return Child.start("vertx", Cores.SUBJECT, VERTX_PORT, directory, environment, command);
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                System.err.println("A server did not stop: " + e.getMessage());
            }
        }
    }
}
