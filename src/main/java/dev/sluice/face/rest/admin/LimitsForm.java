package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sluice.guard.limit.OwnLimits;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Limits at a workspace as they come and go in JSON; what is left out or null is inherited. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record LimitsForm(
        @Schema(description = "Calls a second") @Nullable Integer rate,

        @Schema(description = "Calls that may come at once before the rate counts; the rate if left out") @Nullable
        Integer burst,

        @Schema(description = "Calls in flight") @Nullable Integer concurrency,

        @Schema(description = "Open streams") @Nullable Integer streams,

        @Schema(description = "The share of failed requests that opens the circuit breaker") @Nullable
        Double failureRatio,

        @Schema(description = "How many requests the circuit breaker looks back") @Nullable
        Integer window,

        @Schema(description = "How long an open circuit breaker holds calls back") @Nullable
        Integer openTimeSeconds,

        @Schema(description = "How often a request is sent again at most, where that is safe") @Nullable
        Integer retries,

        @Schema(description = "The share of requests that may be retries") @Nullable
        Double retryRatio,

        @Schema(description = "Time to the first byte of an answer") @Nullable
        Integer firstByteTimeoutSeconds,

        @Schema(description = "Time for one request with its retries and its whole answer") @Nullable
        Integer totalTimeoutSeconds) {

    /** None where all is inherited. */
    static @Nullable LimitsForm of(OwnLimits own) {
        return own.isEmpty()
                ? null
                : new LimitsForm(
                        own.rate(),
                        own.burst(),
                        own.concurrency(),
                        own.streams(),
                        own.failureRatio(),
                        own.window(),
                        own.openTimeSeconds(),
                        own.retries(),
                        own.retryRatio(),
                        own.firstByteTimeoutSeconds(),
                        own.totalTimeoutSeconds());
    }

    OwnLimits own() {
        return new OwnLimits(
                rate,
                burst,
                concurrency,
                streams,
                failureRatio,
                window,
                openTimeSeconds,
                retries,
                retryRatio,
                firstByteTimeoutSeconds,
                totalTimeoutSeconds);
    }
}
