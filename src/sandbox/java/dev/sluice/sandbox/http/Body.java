package dev.sluice.sandbox.http;

import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An answer's body as parts in memory and parts of files, so that no result file is ever loaded whole. */
public record Body(List<Part> parts) {
    public static final Body EMPTY = new Body(List.of());

    /** A run of bytes that can say its length and be cut at either end. */
    public sealed interface Part {
        long length();

        Part head(long bytes);

        Part tail(long offset);
    }

    /** Bytes in memory. */
    public record Bytes(Buffer content) implements Part {
        @Override
        public long length() {
            return content.length();
        }

        @Override
        public Part head(long bytes) {
            return new Bytes(content.slice(0, (int) Math.min(bytes, content.length())));
        }

        @Override
        public Part tail(long offset) {
            return new Bytes(content.slice((int) offset, content.length()));
        }
    }

    /** A range of a file; offset and length in bytes. */
    public record FileRange(Path file, long offset, long length) implements Part {
        @Override
        public Part head(long bytes) {
            return new FileRange(file, offset, Math.min(bytes, length));
        }

        @Override
        public Part tail(long skipped) {
            return new FileRange(file, offset + skipped, length - skipped);
        }
    }

    public static Body of(Buffer content) {
        return new Body(List.of(new Bytes(content)));
    }

    public static Body of(Part... parts) {
        return new Body(List.of(parts));
    }

    public long length() {
        return parts.stream().mapToLong(Part::length).sum();
    }

    /** The first bytes of this body. */
    public Body head(long bytes) {
        List<Part> kept = new ArrayList<>();
        long left = bytes;
        for (Part part : parts) {
            if (left <= 0) {
                break;
            }
            kept.add(part.head(left));
            left -= part.length();
        }
        return new Body(kept);
    }

    /** What comes after the first bytes of this body. */
    public Body tail(long offset) {
        List<Part> kept = new ArrayList<>();
        long skip = offset;
        for (Part part : parts) {
            if (part.length() > skip) {
                kept.add(part.tail(skip));
                skip = 0;
            } else {
                skip -= part.length();
            }
        }
        return new Body(kept);
    }
}
