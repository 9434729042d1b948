package dev.sluice.account.diagnosis;

import dev.sluice.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What a check found. Free of secrets.
 *
 * @param evidence what was seen, one sentence
 * @param remedy what to do about it, one sentence
 * @param fault what a call would meet here
 */
public record Finding(
        Verdict verdict,
        String evidence,
        @Nullable String remedy,
        @Nullable Fault fault) {

    static Finding passed(String evidence) {
        return new Finding(Verdict.PASSED, evidence, null, null);
    }

    static Finding skipped(String evidence) {
        return new Finding(Verdict.SKIPPED, evidence, null, null);
    }

    static Finding warning(String evidence, String remedy) {
        return new Finding(Verdict.WARNING, evidence, remedy, null);
    }

    static Finding failed(String evidence, String remedy) {
        return new Finding(Verdict.FAILED, evidence, remedy, null);
    }

    static Finding failed(Fault fault) {
        return new Finding(Verdict.FAILED, fault.detail(), fault.hint(), fault);
    }
}
