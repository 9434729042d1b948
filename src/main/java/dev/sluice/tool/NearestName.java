package dev.sluice.tool;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The name that somebody probably meant: the closest by edit distance, if it is close. */
final class NearestName {
    private NearestName() {}

    static @Nullable String to(String given, Collection<String> names) {
        String nearest = null;
        int best = Math.max(2, Math.min(given.length(), 60) / 3) + 1;
        if (given.length() > 200) {
            return null;
        }
        for (String name : names) {
            // A name left unfinished is nearer than one misspelt.
            int distance = !given.isEmpty() && name.startsWith(given + "_") ? 0 : distance(given, name);
            if (distance < best) {
                best = distance;
                nearest = name;
            }
        }
        return nearest;
    }

    // Levenshtein, two rows at a time.
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], previous[j]) + 1, previous[j - 1] + change);
            }
            int[] swap = previous;
            previous = row;
            row = swap;
        }
        return previous[b.length()];
    }
}
