package dev.sluice.token;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads rows one query at a time; what is asked for meanwhile goes together into the next. */
final class RowReader {
    private static final int MOST = 500;

    private record Question(String account, UniEmitter<? super Optional<TokenRow>> answer) {}

    private final TokenRows rows;
    private final ConcurrentLinkedQueue<Question> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean reading = new AtomicBoolean();

    RowReader(TokenRows rows) {
        this.rows = rows;
    }

    /** An account's row, if it has one; fails as the query does. */
    Uni<Optional<TokenRow>> read(String account) {
        return Uni.createFrom().emitter(answer -> {
            waiting.add(new Question(account, answer));
            next();
        });
    }

    private void next() {
        while (!waiting.isEmpty() && reading.compareAndSet(false, true)) {
            List<Question> batch = new ArrayList<>();
            @Nullable Question question = waiting.poll();
            while (question != null) {
                batch.add(question);
                question = batch.size() < MOST ? waiting.poll() : null;
            }
            if (batch.isEmpty()) {
                reading.set(false);
            } else {
                read(batch);
            }
        }
    }

    private void read(List<Question> batch) {
        List<String> accounts = batch.stream().map(Question::account).distinct().toList();
        rows.find(accounts)
                .map(found -> found.stream().collect(Collectors.toMap(row -> row.accountId, row -> row)))
                .subscribe()
                .with(found -> answer(batch, found), cause -> fail(batch, cause));
    }

    private void answer(List<Question> batch, Map<String, TokenRow> found) {
        reading.set(false);
        next();
        batch.forEach(question -> question.answer.complete(Optional.ofNullable(found.get(question.account))));
    }

    // What came meanwhile would wait as long, and as vainly.
    private void fail(List<Question> batch, Throwable cause) {
        List<Question> all = new ArrayList<>(batch);
        for (Question more = waiting.poll(); more != null; more = waiting.poll()) {
            all.add(more);
        }
        reading.set(false);
        // One that was asked behind the last of these.
        next();
        all.forEach(question -> question.answer.fail(cause));
    }
}
