package dev.sluice.face.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The result of a request.
 *
 * @param members its members as JSON, without the braces around them
 * @param meta what is said beside it, JSON; none if there is nothing to say
 * @param freshMillis how long a client may keep it, -1 for what may not be kept
 */
record Result(String members, @Nullable String meta, long freshMillis) {
    private static final String SERVER = "\"io.modelcontextprotocol/serverInfo\":{\"name\":\"sluice\",\"version\":\"";

    static final Result EMPTY = new Result("", null, -1);

    static Result of(ObjectNode object) {
        String json = object.toString();
        return new Result(json.substring(1, json.length() - 1), null, -1);
    }

    /** The same, that a client may keep for so long. */
    Result freshFor(long millis) {
        return new Result(members, meta, millis);
    }

    /** The whole as JSON, as a revision of the protocol has it. */
    String json(Protocol protocol, String version) {
        StringBuilder json = new StringBuilder(members.length() + 256).append('{');
        if (protocol == Protocol.MODERN) {
            json.append("\"resultType\":\"complete\",");
            if (freshMillis >= 0) {
                json.append("\"ttlMs\":").append(freshMillis).append(",\"cacheScope\":\"private\",");
            }
            json.append("\"_meta\":{").append(SERVER).append(version).append("\"}");
            if (meta != null) {
                json.append(',').append(meta);
            }
            json.append("},");
        } else if (meta != null) {
            json.append("\"_meta\":{").append(meta).append("},");
        }
        if (members.isEmpty() && json.length() > 1) {
            json.setLength(json.length() - 1);
        }
        return json.append(members).append('}').toString();
    }
}
