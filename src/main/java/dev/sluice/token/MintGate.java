package dev.sluice.token;

import dev.sluice.workspace.WorkspaceHost;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many mints run at a time, in all and at one workspace. Mints that calls wait for go first, and workspaces
 * take turns. A mint that takes long no longer counts towards the total, so that a workspace that hangs keeps no other
 * from its tokens.
 */
@Singleton
final class MintGate {
    private static final Duration LONG = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final int most;
    private final int mostPerHost;
    private final Map<WorkspaceHost, Lane> lanes = new HashMap<>();
    // Lanes with somebody waiting and room for him, by urgency.
    private final SequencedSet<Lane> urgent = new LinkedHashSet<>();
    private final SequencedSet<Lane> background = new LinkedHashSet<>();
    private int running;
    private int waiting;

    MintGate(Vertx vertx, TokenConfig config) {
        this.vertx = vertx;
        this.most = config.maxMints();
        this.mostPerHost = config.maxMintsPerHost();
    }

    /** Somebody who wants to mint once. */
    final class Ticket {
        private final WorkspaceHost host;
        private boolean isUrgent;
        private boolean entered;
        private @Nullable UniEmitter<? super Permit> gate;

        private Ticket(WorkspaceHost host, boolean isUrgent) {
            this.host = host;
            this.isUrgent = isUrgent;
        }

        /** Waits for his turn, which is not to be given up; the permit is to be released. */
        Uni<Permit> enter() {
            return Uni.createFrom().emitter(emitter -> {
                synchronized (MintGate.this) {
                    gate = emitter;
                    waiting++;
                    queue(this);
                }
                open();
            });
        }

        /** A call waits for it now: it goes before all who serve none. */
        void urge() {
            synchronized (MintGate.this) {
                if (!isUrgent) {
                    isUrgent = true;
                    if (gate != null && !entered) {
                        queue(this);
                    }
                }
            }
            open();
        }
    }

    /** The right to mint. */
    final class Permit {
        private final Lane lane;
        private boolean counted = true;
        private boolean held = true;
        private final long timer;

        private Permit(Lane lane) {
            this.lane = lane;
            this.timer = vertx.setTimer(LONG.toMillis(), late -> {
                uncount();
                open();
            });
        }

        void release() {
            synchronized (MintGate.this) {
                if (held) {
                    held = false;
                    lane.running--;
                    lane.takeTurns();
                    if (lane.isIdle()) {
                        lanes.remove(lane.host);
                    }
                }
            }
            vertx.cancelTimer(timer);
            uncount();
            open();
        }

        private void uncount() {
            synchronized (MintGate.this) {
                if (counted) {
                    counted = false;
                    running--;
                }
            }
        }
    }

    private final class Lane {
        final WorkspaceHost host;
        final Deque<Ticket> urgentOnes = new ArrayDeque<>();
        final Deque<Ticket> others = new ArrayDeque<>();
        int running;

        Lane(WorkspaceHost host) {
            this.host = host;
        }

        boolean isIdle() {
            return running == 0 && urgentOnes.isEmpty() && others.isEmpty();
        }

        void takeTurns() {
            if (!urgentOnes.isEmpty()) {
                urgent.add(this);
            }
            if (!others.isEmpty()) {
                background.add(this);
            }
        }
    }

    Ticket ticket(WorkspaceHost host, boolean isUrgent) {
        return new Ticket(host, isUrgent);
    }

    /** How many wait. */
    synchronized int waiting() {
        return waiting;
    }

    private void queue(Ticket ticket) {
        Lane lane = lanes.computeIfAbsent(ticket.host, Lane::new);
        (ticket.isUrgent ? lane.urgentOnes : lane.others).add(ticket);
        if (lane.running < mostPerHost) {
            lane.takeTurns();
        }
    }

    private void open() {
        List<Runnable> entries = new ArrayList<>();
        synchronized (this) {
            for (Runnable entry = next(); entry != null; entry = next()) {
                entries.add(entry);
            }
        }
        entries.forEach(Runnable::run);
    }

    private @Nullable Runnable next() {
        if (running >= most) {
            return null;
        }
        Runnable first = next(urgent, true);
        return first == null ? next(background, false) : first;
    }

    private @Nullable Runnable next(SequencedSet<Lane> turns, boolean isUrgent) {
        while (!turns.isEmpty()) {
            Lane lane = turns.removeFirst();
            Deque<Ticket> queue = isUrgent ? lane.urgentOnes : lane.others;
            Ticket ticket = lane.running < mostPerHost ? queue.poll() : null;
            // Those that were urged stand in both queues.
            while (ticket != null && ticket.entered) {
                ticket = queue.poll();
            }
            if (ticket != null) {
                if (!queue.isEmpty()) {
                    turns.add(lane);
                }
                return enter(ticket, lane);
            }
            if (lane.isIdle()) {
                lanes.remove(lane.host);
            }
        }
        return null;
    }

    private @Nullable Runnable enter(Ticket ticket, Lane lane) {
        UniEmitter<? super Permit> gate = ticket.gate;
        ticket.entered = true;
        waiting--;
        running++;
        lane.running++;
        Permit permit = new Permit(lane);
        return () -> {
            if (gate != null) {
                gate.complete(permit);
            }
        };
    }
}
