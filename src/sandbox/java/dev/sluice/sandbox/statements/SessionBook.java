package dev.sluice.sandbox.statements;

import dev.sluice.sandbox.warehouses.Warehouse;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Open sessions. Thread-safe. */
final class SessionBook {
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    Session open(Warehouse warehouse, @Nullable String catalog, @Nullable String schema) {
        Session session = new Session(UUID.randomUUID().toString(), warehouse, catalog, schema);
        sessions.put(session.id(), session);
        warehouse.sessions().incrementAndGet();
        return session;
    }

    void close(String id) {
        @Nullable Session closed = sessions.remove(id);
        if (closed != null) {
            closed.warehouse().sessions().decrementAndGet();
        }
    }

    /** Fills in the session's namespace where the request names none; an unknown session adds nothing. */
    ExecuteRequest complete(ExecuteRequest request) {
        @Nullable String id = request.sessionId();
        @Nullable Session session = id == null ? null : sessions.get(id);
        return session == null ? request : request.in(session);
    }
}
