package dev.sluice.face.mcp;

import dev.sluice.caller.Caller;
import dev.sluice.replica.Broadcasts;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The calls under way here, by session and id, so that a client can cancel them: at whichever replica its cancellation
 * arrives.
 */
@Singleton
final class RunningCalls {
    private static final String TOPIC = "mcp_cancelled";

    private final ConcurrentHashMap<String, Exchange> calls = new ConcurrentHashMap<>();
    private final Broadcasts broadcasts;

    RunningCalls(Broadcasts broadcasts) {
        this.broadcasts = broadcasts;
        broadcasts.on(TOPIC, key -> cancel(key));
    }

    /**
     * Keeps a call until what is returned runs; a call of no session cannot be named, and is not kept.
     *
     * @throws RpcError if one of the same id is under way: a cancellation could mean either
     */
    Runnable enter(Caller caller, @Nullable String session, Exchange call) {
        if (session == null) {
            return () -> {};
        }
        String key = Session.key(caller, session, String.valueOf(call.request().id()));
        if (calls.putIfAbsent(key, call) != null) {
            throw RpcError.of(RpcError.INVALID_REQUEST, 400, "A request of this id is under way");
        }
        return () -> calls.remove(key, call);
    }

    /** Cancels a call of this caller's session, wherever it runs. */
    void cancel(Caller caller, String session, String requestId) {
        String key = Session.key(caller, session, requestId);
        if (!cancel(key)) {
            broadcasts.tell(TOPIC, key);
        }
    }

    private boolean cancel(String key) {
        @Nullable Exchange call = calls.remove(key);
        if (call != null) {
            call.cancel();
        }
        return call != null;
    }
}
