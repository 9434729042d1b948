package dev.sluice.sandbox.statements;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One range of a file's bytes. RFC 9110 §14; of several ranges none is understood, and the whole is sent. */
record ByteRange(long from, long length) {
    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** What a Range header asks for: the whole where there is none, empty where it cannot be met. */
    static Optional<ByteRange> read(@Nullable String header, long size) {
        Matcher matcher = SINGLE.matcher(header == null ? "" : header);
        if (!matcher.matches() || matcher.group().equals("bytes=-")) {
            return Optional.of(new ByteRange(0, size));
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        long from = first.isEmpty() ? Math.max(0, size - Long.parseLong(last)) : Long.parseLong(first);
        long to = first.isEmpty() || last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1);
        return from > to ? Optional.empty() : Optional.of(new ByteRange(from, to - from + 1));
    }

    boolean whole(long size) {
        return length == size;
    }

    String header(long size) {
        return "bytes " + from + "-" + (from + length - 1) + "/" + size;
    }
}
