package dev.sluice.acceptance.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.tool.BadParameters;
import dev.sluice.tool.Tool;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A body of {@code execute_tool} that is wrong in one way.
 *
 * @param code of the problem that it deserves
 * @param place what the problem must tell: the beginning of a pointer, or {@link #LINE_AND_COLUMN}
 */
record BadCall(byte[] body, String code, String place) {
    static final String LINE_AND_COLUMN = "line and column";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CANARY = BadParameters.CANARY;

    /**
     * A wrong call.
     *
     * @param identifier of an account that can be used
     */
    static BadCall of(List<Tool> tools, String identifier, Random random) {
        Tool tool = tools.get(random.nextInt(tools.size()));
        ObjectNode right = JSON.createObjectNode()
                .put("tool_name", tool.name())
                .put("identifier", identifier)
                .set("params", BadParameters.valid(tool));
        return switch (random.nextInt(10)) {
            case 0 -> broken(right.toString(), random);
            case 1 -> ofTheWrongShape(random);
            case 2 -> misdirected(right, random);
            default -> invalid(right.set("params", BadParameters.of(tool, random)), "/params/");
        };
    }

    private static BadCall invalid(ObjectNode body, String pointer) {
        return new BadCall(body.toString().getBytes(UTF_8), "invalid_request", pointer);
    }

    private static BadCall broken(String right, Random random) {
        String open = right.substring(0, right.length() - 1);
        byte[] body = right.getBytes(UTF_8);
        byte[] broken = switch (random.nextInt(7)) {
            case 0 -> Arrays.copyOf(body, 1 + random.nextInt(body.length - 1));
            case 1 -> (right + CANARY).getBytes(UTF_8);
            case 2 -> (right + right).getBytes(UTF_8);
            case 3 -> right.replace('"', '\'').getBytes(UTF_8);
            case 4 -> (open + ",\"params\":{\"n\":\"" + CANARY + "\"}}").getBytes(UTF_8);
            case 5 -> (open + ",\"x\":\"" + CANARY + "\n\"}").getBytes(UTF_8);
            default -> notUtf8(body, random);
        };
        return new BadCall(broken, "invalid_request", LINE_AND_COLUMN);
    }

    // Within the name of a tool, so that it is read.
    private static byte[] notUtf8(byte[] body, Random random) {
        byte[] broken = body.clone();
        broken[20 + random.nextInt(5)] = (byte) 0xff;
        return broken;
    }

    private static BadCall ofTheWrongShape(Random random) {
        String[] shapes = {
            "",
            " ",
            "null",
            "true",
            "7",
            "1e400",
            "[]",
            "\"" + CANARY + "\"",
            "[{\"n\":\"" + CANARY + "\"}]",
            "{\"params\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}",
            "{\"params\":" + "9".repeat(2_000) + "}",
            "{\"" + CANARY.repeat(5_000) + "\":1}"
        };
        return new BadCall(shapes[random.nextInt(shapes.length)].getBytes(UTF_8), "invalid_request", "");
    }

    private static BadCall misdirected(ObjectNode right, Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> invalid(right.without("tool_name"), "/tool_name");
            case 1 -> invalid(right.put("tool_name", 7), "/tool_name");
            case 2 ->
                of(right.put("tool_name", CANARY.repeat(1 + random.nextInt(300))), "tool_not_found", "/tool_name");
            case 3 -> invalid(right.without("identifier"), "/identifier");
            case 4 -> invalid(right.set("identifier", JSON.createArrayNode().add(CANARY)), "/identifier");
            case 5 -> of(right.put("identifier", CANARY + random.nextInt()), "account_not_found", "/identifier");
            case 6 -> invalid(right.put("identifier", CANARY + "\u0000"), "/identifier");
            case 7 -> of(right.put("connector", CANARY), "connection_not_found", "/connector");
            case 8 ->
                of(right.put("connected_account_id", "ca_" + CANARY), "account_not_found", "/connected_account_id");
            default -> invalid(right.put("params", CANARY), "/params");
        };
    }

    private static BadCall of(ObjectNode body, String code, String pointer) {
        return new BadCall(body.toString().getBytes(UTF_8), code, pointer);
    }

    @Override
    public String toString() {
        return code + " at " + place + ": " + new String(body, 0, Math.min(body.length, 500), UTF_8);
    }
}
