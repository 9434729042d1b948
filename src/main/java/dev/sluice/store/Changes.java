package dev.sluice.store;

import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** What tells of changes to whoever holds copies of rows. Its listeners must not block. */
public interface Changes {
    /** Tells nothing. */
    Changes NONE = new Changes() {
        @Override
        public void on(String table, Consumer<JsonObject> change) {}

        @Override
        public void onLoss(Runnable loss) {}

        @Override
        public void onGap(Runnable gap) {}

        @Override
        public boolean isLive() {
            return false;
        }
    };

    /** Registers who hears of each changed row of a table: the keys of the row, {@code table}, {@code op},
     * and {@code gone} if it was deleted or revoked. */
    void on(String table, Consumer<JsonObject> change);

    /** Registers who hears that changes are no longer told, which most often means that the database is away. */
    void onLoss(Runnable loss);

    /** Registers who hears that changes are told again: anything may have changed in between. */
    void onGap(Runnable gap);

    /** Whether every change is told now. */
    boolean isLive();
}
