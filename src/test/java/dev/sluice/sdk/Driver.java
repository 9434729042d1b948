package dev.sluice.sdk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** A program that makes calls by an SDK, as it is told by lines of JSON, and tells how they ended. */
final class Driver implements AutoCloseable {
    private final Process process;
    private final Writer calls;
    private final BufferedReader answers;

    Driver(Command command) {
        try {
            this.process = command.builder()
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            this.calls = process.outputWriter();
            this.answers = process.inputReader();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How a call ended.
     *
     * @param raised the class of the exception, without its package; empty if there was none
     * @param code the tool error's code if the SDK tells it, or else the error's
     */
    record Ending(String raised, String code, String text) {}

    /** Makes a call so many times at once. */
    List<Ending> make(JsonObject call, int atOnce) {
        try {
            calls.write(call.copy().put("at_once", atOnce).encode() + "\n");
            calls.flush();
            String line = answers.readLine();
            if (line == null) {
                throw new AssertionError("The program ended on " + call.getString("call"));
            }
            return new JsonArray(line).stream().map(Driver::ending).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ending ending(Object told) {
        JsonObject ending = (JsonObject) told;
        return new Ending(
                ending.getString("raised", "") == null ? "" : ending.getString("raised"),
                String.valueOf(ending.getValue("code")),
                String.valueOf(ending.getValue("text")));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
