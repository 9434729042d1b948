package dev.sluice.account.diagnosis;

import java.util.Locale;

/** How a check ended, from good to bad. */
public enum Verdict {
    /** What a call needs is there. */
    PASSED,
    /** Not looked at: nobody asked, or an earlier check failed that this one builds on. */
    SKIPPED,
    /** Calls go through, but slower or not all of them. */
    WARNING,
    /** Calls fail here. */
    FAILED;

    /** The lower-case name used on the wire. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
