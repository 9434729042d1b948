package dev.sluice.statement;

import dev.sluice.fault.Fault;
import org.jspecify.annotations.Nullable;

/** Where a statement stands, as a workspace last told. */
sealed interface StatementStatus {
    String statementId();

    /** {@code PENDING}, for instance while the warehouse starts, or {@code RUNNING}. */
    record Underway(String statementId, String state) implements StatementStatus {}

    /** Succeeded; the answer may carry the result's first chunk or the link to it. */
    record Succeeded(
            String statementId,
            ResultManifest manifest,
            @Nullable ChunkPart first) implements StatementStatus {}

    /** Failed, canceled or closed. */
    record Ended(String statementId, Fault fault) implements StatementStatus {}
}
