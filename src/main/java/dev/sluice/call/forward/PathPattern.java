package dev.sluice.call.forward;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A rule about paths as the configuration has it: a path in which {@code *} stands for anything within a segment and
 * {@code **} at the end for any segments, none too; after {@code WRITE} it is about requests that do more than read.
 */
record PathPattern(boolean writesAlone, Pattern path) {
    private static final String WRITE = "WRITE ";
    private static final String ANY_TAIL = "/**";
    private static final Pattern SOUND = Pattern.compile("(?:/[A-Za-z0-9._*-]+)+");

    static PathPattern parse(String rule) {
        String text = rule.strip();
        boolean writesAlone = text.startsWith(WRITE);
        String path = writesAlone ? text.substring(WRITE.length()).strip() : text;
        boolean tail = path.endsWith(ANY_TAIL);
        String fixed = tail ? path.substring(0, path.length() - ANY_TAIL.length()) : path;
        if (!SOUND.matcher(fixed).matches() || fixed.contains("**")) {
            throw new IllegalArgumentException("\"" + rule + "\" is no path such as /api/*/token/**");
        }
        String regex = fixed.toLowerCase(Locale.ROOT).replace(".", "\\.").replace("*", "[^/]*");
        return new PathPattern(writesAlone, Pattern.compile(regex + (tail ? "(?:/.*)?" : "")));
    }

    boolean matches(WorkspacePath asked, boolean reads) {
        return !(writesAlone && reads) && path.matcher(asked.judged()).matches();
    }
}
