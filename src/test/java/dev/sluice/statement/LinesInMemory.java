package dev.sluice.statement;

import dev.sluice.fault.Fault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reader that keeps what it is given, and lags behind when a test says so. */
final class LinesInMemory implements LineSink {
    private final StringBuilder text = new StringBuilder();
    private final List<Fault> rejections = new ArrayList<>();
    private long capacity = Long.MAX_VALUE;
    private long written;
    private int ends;
    private @Nullable Runnable resume;

    @Override
    public synchronized void write(Buffer lines) {
        if (ends > 0 || !rejections.isEmpty()) {
            throw new AssertionError("written after the end: " + lines);
        }
        written += lines.length();
        if (text.length() < 1_000_000) {
            text.append(lines);
        }
    }

    @Override
    public synchronized boolean isFull() {
        return written >= capacity;
    }

    @Override
    public synchronized void onDrain(Runnable resume) {
        this.resume = resume;
    }

    @Override
    public synchronized void reject(Fault fault) {
        if (written > 0) {
            throw new AssertionError("rejected after a line");
        }
        rejections.add(fault);
    }

    @Override
    public synchronized void end() {
        ends++;
    }

    /** Is full once it holds so many bytes. */
    synchronized void holdAtMost(long bytes) {
        capacity = bytes;
    }

    /** Reads all, and takes any number of bytes from now on; to be called on the stream's event loop. */
    void drain() {
        Runnable waiting;
        synchronized (this) {
            capacity = Long.MAX_VALUE;
            waiting = resume;
            resume = null;
        }
        if (waiting != null) {
            waiting.run();
        }
    }

    synchronized boolean isOver() {
        return ends + rejections.size() > 0;
    }

    synchronized int ends() {
        return ends;
    }

    synchronized long written() {
        return written;
    }

    synchronized List<Fault> rejections() {
        return List.copyOf(rejections);
    }

    synchronized List<String> lines() {
        return text.toString().lines().toList();
    }

    List<String> rows() {
        return lines().stream().filter(line -> line.startsWith("[")).toList();
    }

    /** The kinds of lines in their order, a run of rows as one. */
    List<String> kinds() {
        List<String> kinds = new ArrayList<>();
        for (String line : lines()) {
            String kind = line.startsWith("[")
                    ? "rows"
                    : new JsonObject(line).fieldNames().iterator().next();
            if (kinds.isEmpty() || !kinds.getLast().equals(kind)) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** What the control line of this kind says. */
    JsonObject control(String kind) {
        return lines().stream()
                .filter(line -> line.startsWith("{\"" + kind + "\""))
                .map(line -> new JsonObject(line).getJsonObject(kind))
                .findFirst()
                .orElseThrow();
    }
}
