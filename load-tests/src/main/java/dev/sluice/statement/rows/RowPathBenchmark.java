package dev.sluice.statement.rows;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One chunk of 20 MiB to lines, an operation; Jackson's streaming parser and generator do the same beside it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
public class RowPathBenchmark {
    private final byte[] chunk = OrdersChunk.bytes();
    private final List<Buffer> slices = OrdersChunk.slices(chunk);
    private final byte[] copy = new byte[chunk.length];

    @Benchmark
    public void arraysOfText(Blackhole lines) throws MalformedChunk {
        write(RowShape.ARRAYS, NumberFormat.TEXT, lines);
    }

    @Benchmark
    public void arraysTyped(Blackhole lines) throws MalformedChunk {
        write(RowShape.ARRAYS, NumberFormat.TYPED, lines);
    }

    @Benchmark
    public void objectsTyped(Blackhole lines) throws MalformedChunk {
        write(RowShape.OBJECTS, NumberFormat.TYPED, lines);
    }

    @Benchmark
    public void jacksonArraysOfText(Blackhole lines) throws IOException {
        lines.consume(JacksonLines.arraysOfText(chunk));
    }

    @Benchmark
    public void jacksonArraysTyped(Blackhole lines) throws IOException {
        lines.consume(JacksonLines.typed(chunk, OrdersChunk.COLUMNS, RowShape.ARRAYS));
    }

    @Benchmark
    public void jacksonObjectsTyped(Blackhole lines) throws IOException {
        lines.consume(JacksonLines.typed(chunk, OrdersChunk.COLUMNS, RowShape.OBJECTS));
    }

    @Benchmark
    public byte[] memoryCopy() {
        System.arraycopy(chunk, 0, copy, 0, chunk.length);
        return copy;
    }

    private void write(RowShape shape, NumberFormat numbers, Blackhole lines) throws MalformedChunk {
        RowWriter writer = RowWriter.of(OrdersChunk.COLUMNS, shape, numbers);
        writer.beginChunk(0);
        for (Buffer slice : slices) {
            lines.consume(writer.write(slice));
        }
        writer.endChunk();
    }
}
