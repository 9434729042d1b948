package dev.sluice.sandbox.faults;

import dev.sluice.sandbox.http.Reply;
import java.time.Duration;

/** One way in which an answer can go wrong. */
public sealed interface Fault {
    /** Answers at once with this instead of handling the request. */
    record Answer(Reply reply) implements Fault {}

    /** Handles the request only after this time. */
    record Delay(Duration time) implements Fault {}

    /** Closes the connection with a TCP reset, without an answer; the request is not handled. */
    record Reset() implements Fault {}

    /** Reads the request and never answers. */
    record BlackHole() implements Fault {}

    /** Handles the request, and resets the connection after so many bytes of the body. */
    record Cut(long afterBytes) implements Fault {}

    /** Handles the request, and sends the body in pieces of so many bytes, one each interval. */
    record Drip(int bytes, Duration every) implements Fault {}
}
