package dev.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.JsonApi.Answer;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * An answer and how long it took.
 *
 * @param answer as it came
 * @param took from the call to the answer's end
 */
record Told(Answer answer, Duration took) {
    static Told by(Supplier<Answer> call) {
        long start = System.nanoTime();
        Answer answer = call.get();
        return new Told(answer, Duration.ofNanos(System.nanoTime() - start));
    }

    /** Asserts that the caller saw this problem. */
    Told is(int status, String code) {
        assertThat(answer.body().getString("code")).as("%s", answer).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        return this;
    }

    Told isOk() {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return this;
    }

    Told within(Duration most) {
        assertThat(took).as("%s", answer).isLessThanOrEqualTo(most);
        return this;
    }

    /** Asserts that the caller was told that the same call may succeed later, and when. */
    Told retryAfter(int least, int most) {
        assertThat(answer.body().getBoolean("retryable")).as("%s", answer).isTrue();
        assertThat(answer.body().getInteger("retry_after")).as("%s", answer).isBetween(least, most);
        return this;
    }
}
