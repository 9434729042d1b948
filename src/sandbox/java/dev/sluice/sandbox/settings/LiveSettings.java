package dev.sluice.sandbox.settings;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A workspace's settings of this moment; read at every use, so that a change holds from the next request on. */
public final class LiveSettings {
    private volatile SandboxSettings current;

    public LiveSettings(SandboxSettings initial) {
        this.current = initial;
    }

    public SandboxSettings now() {
        return current;
    }

    public synchronized void change(UnaryOperator<SandboxSettings> change) {
        current = change.apply(current);
    }

    /**
     * Changes by name, as {@link #toJson} shows them: {@code {"statements":{"link_lifetime":"PT1S"}}}. Durations are
     * ISO-8601, sizes bytes. Members that do not exist are refused with IllegalArgumentException.
     */
    public void change(JsonObject changes) {
        change(settings -> SettingsJson.read(merge(SettingsJson.write(settings), changes)));
    }

    public JsonObject toJson() {
        return SettingsJson.write(now());
    }

    private static JsonObject merge(JsonObject known, JsonObject changes) {
        for (Map.Entry<String, Object> change : changes) {
            if (!known.containsKey(change.getKey())) {
                throw new IllegalArgumentException(
                        "No setting " + change.getKey() + "; there are " + known.fieldNames());
            }
            Object value = change.getValue();
            boolean group = value instanceof JsonObject && known.getValue(change.getKey()) instanceof JsonObject;
            known.put(change.getKey(), group ? merge(known.getJsonObject(change.getKey()), (JsonObject) value) : value);
        }
        return known;
    }
}
