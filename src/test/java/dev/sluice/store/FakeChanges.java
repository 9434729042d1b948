package dev.sluice.store;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A feed whose connection comes and goes as a test says. */
final class FakeChanges implements Changes {
    boolean live;
    private final List<Runnable> losses = new ArrayList<>();
    private final List<Runnable> gaps = new ArrayList<>();

    @Override
    public void on(String table, Consumer<JsonObject> change) {}

    @Override
    public void onLoss(Runnable loss) {
        losses.add(loss);
    }

    @Override
    public void onGap(Runnable gap) {
        gaps.add(gap);
    }

    @Override
    public boolean isLive() {
        return live;
    }

    void lose() {
        live = false;
        losses.forEach(Runnable::run);
    }

    void gap() {
        live = true;
        gaps.forEach(Runnable::run);
    }
}
