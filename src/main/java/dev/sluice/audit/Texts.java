package dev.sluice.audit;

import org.jspecify.annotations.Nullable;

/** Callers' texts as they can be kept. */
final class Texts {
    private Texts() {}

    /** Null for nothing, the beginning of what is too long, and no U+0000, which PostgreSQL does not take. */
    static @Nullable String kept(@Nullable String text, int most) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        String part = text.length() > most ? text.substring(0, most) : text;
        return part.indexOf('\0') < 0 ? part : part.replace('\0', '\ufffd');
    }
}
