package dev.sluice.audit;

import org.jspecify.annotations.Nullable;

/** Callers' texts as they can be kept. */
final class Texts {
    private Texts() {}

    /** Null for nothing, the beginning of what is too long, and no control characters. */
    static @Nullable String kept(@Nullable String text, int most) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        String part = text.length() > most ? text.substring(0, most) : text;
        for (int i = 0; i < part.length(); i++) {
            if (Character.isISOControl(part.charAt(i))) {
                return part.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "\ufffd");
            }
        }
        return part;
    }
}
