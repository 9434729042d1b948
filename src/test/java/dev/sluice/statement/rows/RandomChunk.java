package dev.sluice.statement.rows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Chunks as a workspace might send them, and as it never would: any text in any column, any white space. */
final class RandomChunk {
    private static final String[] TYPES = {
        "BYTE",
        "SHORT",
        "INT",
        "LONG",
        "FLOAT",
        "DOUBLE",
        "DECIMAL",
        "BOOLEAN",
        "STRING",
        "TIMESTAMP",
        "STRUCT",
        "NEWER"
    };
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "7",
        "-128",
        "32767",
        "2147483647",
        "9007199254740991",
        "9007199254740992",
        "9007199254740993",
        "-9007199254740993",
        "9223372036854775807",
        "-9223372036854775808",
        "1152921504606846976",
        "999999999999999",
        "1234567890123456",
        "123456789012345678901234567890",
        "1.50",
        "-0.000",
        "1.6777216E7",
        "4.9E-324",
        "1e+5",
        "1E400",
        "NaN",
        "Infinity",
        "-Infinity"
    };
    private static final String[] ODDITIES = {
        "",
        "+1",
        "01",
        "-01",
        ".5",
        "1.",
        "-",
        "--1",
        "0x1F",
        "1e",
        "1e+",
        "1.e5",
        "1 ",
        " 1",
        "1_0",
        "1,0",
        "٣",
        "null",
        "true",
        "false",
        "True",
        "tru",
        "truee",
        "1d",
        "[",
        "]",
        "],[",
        "\\\",\\\"",
        "}\\n{"
    };
    private static final String[] TEXTS = {
        "",
        "a",
        "order",
        "Zoë",
        "日本語テキスト",
        "🙂",
        "\\\"",
        "\\\\",
        "\\\\\\\"",
        "\\n",
        "\\u00e9",
        "\\ud83d\\ude42",
        "\\/",
        "{\\\"a\\\":\\\"1\\\"}",
        "2024-01-02T03:04:05.123Z",
        ",",
        "\",\"".replace("\"", "\\\""),
        "x".repeat(70),
        "\u007f"
    };
    private static final String[] SPACES = {" ", "\n", "\r\n", "\t", "  \n    "};

    private final RandomGenerator random;

    RandomChunk(RandomGenerator random) {
        this.random = random;
    }

    List<ResultColumn> columns() {
        List<ResultColumn> columns = new ArrayList<>();
        for (int i = 1 + random.nextInt(9); i > 0; i--) {
            String type = pick(TYPES);
            columns.add(new ResultColumn(random.nextInt(4) == 0 ? "same \"name\"" : "c" + i, type, type));
        }
        return columns;
    }

    /** {@code spaced} is how many of a hundred tokens have white space before them. */
    byte[] bytes(List<ResultColumn> columns, int rows, int spaced) {
        StringBuilder text = new StringBuilder();
        space(text, spaced).append('[');
        for (int row = 0; row < rows; row++) {
            space(text, spaced).append(row == 0 ? "" : ",");
            space(text, spaced).append('[');
            for (int column = 0; column < columns.size(); column++) {
                space(text, spaced).append(column == 0 ? "" : ",");
                space(text, spaced).append(cell(columns.get(column)));
            }
            space(text, spaced).append(']');
        }
        space(text, spaced).append(']');
        space(text, spaced);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String cell(ResultColumn column) {
        if (random.nextInt(10) == 0) {
            return "null";
        }
        return '"' + text(column.typeName()) + '"';
    }

    private String text(String type) {
        if (random.nextInt(20) == 0) {
            return pick(ODDITIES);
        }
        return switch (type) {
            case "BYTE", "SHORT", "INT", "LONG" ->
                random.nextInt(3) == 0 ? pick(NUMBERS) : Long.toString(random.nextLong() >> random.nextInt(64));
            case "FLOAT", "DOUBLE" ->
                random.nextInt(3) == 0 ? pick(NUMBERS) : Double.toString(random.nextGaussian() * 1e6);
            case "DECIMAL" -> random.nextInt(100_000) + "." + (10 + random.nextInt(90));
            case "BOOLEAN" -> Boolean.toString(random.nextBoolean());
            default -> pick(TEXTS) + pick(TEXTS);
        };
    }

    private StringBuilder space(StringBuilder text, int spaced) {
        return spaced > 0 && random.nextInt(100) < spaced ? text.append(pick(SPACES)) : text;
    }

    private String pick(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
