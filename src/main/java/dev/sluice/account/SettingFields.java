package dev.sluice.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.guard.limit.OwnLimits;
import io.vertx.core.json.JsonObject;

/** An account's settings as SDKs send and read them, in {@code api_config}; members that are not known mean nothing. */
public final class SettingFields {
    private static final String START_WAREHOUSE = "start_warehouse";
    private static final String LIMITS = "limits";

    private SettingFields() {}

    /**
     * Reads them.
     *
     * @param at RFC 6901 pointer to them
     * @throws FaultException {@code INVALID_REQUEST} with a pointer
     */
    public static AccountSettings read(ObjectNode given, String at) {
        JsonNode starts = given.path(START_WAREHOUSE);
        JsonNode limits = given.path(LIMITS);
        if (!isAbsent(starts) && !starts.isBoolean()) {
            throw wrongType(at + "/" + START_WAREHOUSE, "Give true or false");
        }
        if (!isAbsent(limits) && !limits.isObject()) {
            throw wrongType(at + "/" + LIMITS, "Give an object");
        }
        return new AccountSettings(
                isAbsent(starts) ? null : starts.booleanValue(),
                isAbsent(limits) ? null : OwnLimits.read((ObjectNode) limits, at + "/" + LIMITS));
    }

    /** The settings of an account, as {@link #read} takes them. */
    public static ObjectNode of(ConnectedAccount account) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode().put(START_WAREHOUSE, account.startsWarehouses());
        String limits = account.limits().toJson();
        if (limits != null) {
            ObjectNode members = shown.putObject(LIMITS);
            new JsonObject(limits).forEach(limit -> {
                if (limit.getValue() instanceof Double ratio) {
                    members.put(limit.getKey(), ratio);
                } else {
                    members.put(limit.getKey(), ((Number) limit.getValue()).longValue());
                }
            });
        }
        return shown;
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static FaultException wrongType(String pointer, String hint) {
        return Fault.of(FaultCode.INVALID_REQUEST, "A member has the wrong type", hint)
                .at(pointer)
                .asException();
    }
}
