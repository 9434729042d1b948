package dev.sluice.statement.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowWriterTest {
    @Test
    void writesEachRowAsALine() throws Exception {
        String lines =
                lines(NumberFormat.TYPED, "[[\"1\",\"a\",null],[\"2\",\"b\\\"c\",\"x\"]]", "LONG", "STRING", "STRING");

        assertThat(lines).isEqualTo("[1,\"a\",null]\n[2,\"b\\\"c\",\"x\"]\n");
    }

    @Test
    void writesARowAsAnObjectUnderItsOwnKey() throws Exception {
        RowWriter writer = RowWriter.of(
                List.of(column("order_id", "INT"), column("näme \"x\"", "STRING")),
                RowShape.OBJECTS,
                NumberFormat.TYPED);

        assertThat(lines(writer, "[[\"1\",\"a\"],[\"2\",null]]")).isEqualTo("""
                        {"row":{"order_id":1,"näme \\"x\\"":"a"}}
                        {"row":{"order_id":2,"näme \\"x\\"":null}}
                        """);
    }

    @Test
    void tellsColumnsOfOneNameApart() throws Exception {
        List<ResultColumn> columns = List.of(
                column("a", "INT"), column("a", "INT"), column("a_2", "INT"), column("a", "INT"), column("A", "INT"));
        RowWriter writer = RowWriter.of(columns, RowShape.OBJECTS, NumberFormat.TYPED);

        assertThat(lines(writer, "[[\"1\",\"2\",\"3\",\"4\",\"5\"]]"))
                .isEqualTo("{\"row\":{\"a\":1,\"a_3\":2,\"a_2\":3,\"a_4\":4,\"A\":5}}\n");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "BYTE,     -128,                 -128",
                "SHORT,    32767,                32767",
                "INT,      0,                    0",
                "LONG,     9007199254740992,     9007199254740992",
                "LONG,     9007199254740993,     \"9007199254740993\"",
                "LONG,     9223372036854775807,  \"9223372036854775807\"",
                "LONG,     -9223372036854775808, -9223372036854775808",
                "LONG,     12345678901234567890123, \"12345678901234567890123\"",
                "LONG,     1.5,                  \"1.5\"",
                "INT,      007,                  \"007\"",
                "INT,      +7,                   \"+7\"",
                "INT,      -,                    \"-\"",
                "FLOAT,    1.6777216E7,          1.6777216E7",
                "DOUBLE,   -0.0,                 -0.0",
                "DOUBLE,   4.9E-324,             4.9E-324",
                "DOUBLE,   NaN,                  \"NaN\"",
                "DOUBLE,   -Infinity,            \"-Infinity\"",
                "DOUBLE,   .5,                   \".5\"",
                "DOUBLE,   1.,                   \"1.\"",
                "DOUBLE,   1e,                   \"1e\"",
                "DOUBLE,   0x1p3,                \"0x1p3\"",
                "DECIMAL,  1.50,                 \"1.50\"",
                "BOOLEAN,  true,                 true",
                "BOOLEAN,  false,                false",
                "BOOLEAN,  TRUE,                 \"TRUE\"",
                "STRING,   1,                    \"1\"",
                "DATE,     2024-01-02,           \"2024-01-02\"",
                "VARIANT,  1,                    \"1\"",
                "INT,      \\u0031,              \"\\u0031\""
            })
    void typesACellByItsColumn(String type, String text, String cell) throws Exception {
        assertThat(lines(NumberFormat.TYPED, "[[\"" + text + "\"]]", type)).isEqualTo("[" + cell + "]\n");
    }

    @Test
    void leavesAnEmptyNumberAString() throws Exception {
        assertThat(lines(NumberFormat.RAW, "[[\"\",\"\",\"\"]]", "INT", "LONG", "DOUBLE"))
                .isEqualTo("[\"\",\"\",\"\"]\n");
    }

    @Test
    void writesEveryIntegerAndDecimalAsANumberWhenAskedForRawOnes() throws Exception {
        String chunk = "[[\"9223372036854775807\",\"1.50\",\"3\",\"1.0E10\",\"true\",\"7\"]]";

        assertThat(lines(NumberFormat.RAW, chunk, "LONG", "DECIMAL", "INT", "FLOAT", "BOOLEAN", "STRING"))
                .isEqualTo("[9223372036854775807,1.50,3,1.0E10,true,\"7\"]\n");
    }

    @Test
    void leavesEveryCellAsItIsWhenAskedForText() throws Exception {
        String chunk = "[[\"1\",\"1.50\",\"true\",null]]";

        assertThat(lines(NumberFormat.TEXT, chunk, "LONG", "DECIMAL", "BOOLEAN", "INT"))
                .isEqualTo("[\"1\",\"1.50\",\"true\",null]\n");
    }

    @Test
    void takesWhiteSpaceOutOfARowButNotOutOfItsStrings() throws Exception {
        String chunk = " [\n  [ \"1\" ,\t\" a b \" , null ]\r\n , [\"2\",\"c\",\n\"d\"] \n] \n";

        assertThat(lines(NumberFormat.TYPED, chunk, "INT", "STRING", "STRING"))
                .isEqualTo("[1,\" a b \",null]\n[2,\"c\",\"d\"]\n");
    }

    @Test
    void givesNoLineForAnEmptyChunk() throws Exception {
        assertThat(lines(NumberFormat.TYPED, " [ ] ", "INT")).isEmpty();
    }

    @Test
    void writesRowsWithoutCells() throws Exception {
        assertThat(lines(NumberFormat.TYPED, "[[],[ ]]")).isEqualTo("[]\n[]\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "-2.5e3",
                "true",
                "false",
                "{}",
                "[]",
                "{\"a\":[1,{\"b\":\"],[\\\"\"}],\"c\":null}",
                "[[ 1, 2 ]]"
            })
    void passesOnCellsThatAreNoStrings(String cell) throws Exception {
        String chunk = "[[" + cell + ",\"x\"],[\"y\"," + cell + "]]";

        for (int cut = 1; cut < chunk.length(); cut++) {
            RowWriter writer = RowWriter.of(columns("STRUCT", "STRING"), RowShape.ARRAYS, NumberFormat.TYPED);
            writer.beginChunk(0);
            String lines = writer.write(Buffer.buffer(chunk.substring(0, cut))).toString()
                    + writer.write(Buffer.buffer(chunk.substring(cut)));
            writer.endChunk();

            assertThat(lines).isEqualTo("[" + cell + ",\"x\"]\n[\"y\"," + cell + "]\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}",
                "\"a\"",
                "null",
                "[[\"1\",\"2\"]",
                "[[\"1\",\"2\"],]",
                "[,[\"1\",\"2\"]]",
                "[[\"1\",\"2\"]]]",
                "[[\"1\",\"2\"]] x",
                "[[\"1\",\"2\"]][]",
                "[[\"1\",\"2\"][\"1\",\"2\"]]",
                "[\"1\",\"2\"]",
                "[null]",
                "[[\"1\"]]",
                "[[\"1\",\"2\",\"3\"]]",
                "[[]]",
                "[[\"1\",]]",
                "[[,\"1\"]]",
                "[[\"1\" \"2\"]]",
                "[[\"1\":\"2\"]]",
                "[[\"1\",nul]]",
                "[[\"1\",nullx]]",
                "[[\"1\",NULL]]",
                "[[\"1\",01]]",
                "[[\"1\",+1]]",
                "[[\"1\",1.]]",
                "[[\"1\",-]]",
                "[[\"1\",NaN]]",
                "[[\"1\",'2']]",
                "[[\"1\",{\"a\"}]]",
                "[[\"1\",{a:1}]]",
                "[[\"1\",[1,]]]",
                "[[\"1\",{\"a\":\n1}]]",
                "[[\"1\",[1}]]",
                "[[\"1\",\"a\nb\"]]",
                "[[\"1\",\"a\u0000b\"]]",
                "[[\"1\",\"a\u001fb\"]]",
                "[[\"1\",\"\\x\"]]",
                "[[\"1\",\"\\u12g4\"]]",
                "[[\"1\",\"\\u12\"]]",
                "[[\"1\",\\\"2\"]]",
                "[[\"1\"\\,\"2\"]]",
                "[[\"1\",\"2\\\"]]",
                "[[\"1\",\"2]]",
                "[[\"1\",[\"\\q\"]]]",
                "[[\"1\",\u0000\"2\"]]",
                "\uFEFF[[\"1\",\"2\"]]",
                "[[\"1\",\u00a0\"2\"]]",
                "[",
                "",
                " ",
                "]",
                "[[",
                "[[\"",
                "[[\"1\",\"2\"], "
            })
    void refusesWhatIsNoArrayOfRows(String chunk) {
        for (int cut = 0; cut <= chunk.length(); cut++) {
            String begin = chunk.substring(0, cut);
            String rest = chunk.substring(cut);
            for (RowShape shape : RowShape.values()) {
                RowWriter writer = RowWriter.of(columns("LONG", "STRING"), shape, NumberFormat.TYPED);
                writer.beginChunk(0);

                assertThatThrownBy(() -> {
                            writer.write(Buffer.buffer(begin));
                            writer.write(Buffer.buffer(rest));
                            writer.endChunk();
                        })
                        .isInstanceOf(MalformedChunk.class);
            }
        }
    }

    @Test
    void returnsTheLinesBeforeTheDamageAndThenSaysWhereItIs() throws Exception {
        RowWriter writer = RowWriter.of(columns("LONG", "STRING"), RowShape.ARRAYS, NumberFormat.TYPED);
        writer.beginChunk(0);

        Buffer lines = writer.write(Buffer.buffer("[[\"1\",\"a\"],[\"2\",\"b\"],[\"3\"],[\"4\",\"d\"]]"));

        assertThat(lines.toString()).isEqualTo("[1,\"a\"]\n[2,\"b\"]\n");
        assertThat(writer.rowsInChunk()).isEqualTo(2);
        assertThatThrownBy(writer::endChunk)
                .isInstanceOf(MalformedChunk.class)
                .hasMessage("Row 3 of the chunk: it has 1 cells, and the result 2 columns.");
        assertThatThrownBy(() -> writer.write(Buffer.buffer("]"))).isInstanceOf(MalformedChunk.class);
    }

    @Test
    void refusesARowThatGrowsBeyondItsCeiling() throws Exception {
        RowWriter writer = RowWriter.of(columns("STRING"), RowShape.ARRAYS, NumberFormat.TYPED, 1000);
        Buffer hundred = Buffer.buffer("x".repeat(100));
        writer.beginChunk(0);
        writer.write(Buffer.buffer("[[\""));
        for (int i = 0; i < 9; i++) {
            writer.write(hundred);
        }

        assertThat(writer.write(hundred).length()).isZero();
        assertThatThrownBy(writer::endChunk)
                .isInstanceOf(MalformedChunk.class)
                .hasMessage("Row 1 of the chunk: it is larger than 1000 bytes.");
    }

    @Test
    void writesARowThatComesInManySlices() throws Exception {
        RowWriter writer = RowWriter.of(columns("INT", "STRING"), RowShape.ARRAYS, NumberFormat.TYPED);
        String slice = "0123456789\\\"\\u00e9".repeat(100);
        writer.beginChunk(0);
        writer.write(Buffer.buffer("[[\"7\",\""));
        for (int i = 0; i < 1000; i++) {
            assertThat(writer.write(Buffer.buffer(slice)).length()).isZero();
        }

        Buffer line = writer.write(Buffer.buffer("\"]]"));

        writer.endChunk();
        assertThat(line.toString()).isEqualTo("[7,\"" + slice.repeat(1000) + "\"]\n");
    }

    @Test
    void beginsAChunkAnewAfterOneThatWasCutOff() throws Exception {
        RowWriter writer = RowWriter.of(columns("INT"), RowShape.ARRAYS, NumberFormat.TYPED);
        writer.beginChunk(0);
        assertThat(writer.write(Buffer.buffer("[[\"1\"],[\"2\"],[\"3")).toString())
                .isEqualTo("[1]\n[2]\n");

        writer.beginChunk(2);

        assertThat(writer.write(Buffer.buffer("[[\"1\"],[\"2\"],[\"3\"]]")).toString())
                .isEqualTo("[3]\n");
        assertThat(writer.rowsInChunk()).isEqualTo(3);
        writer.endChunk();
    }

    private static String lines(NumberFormat numbers, String chunk, String... types) throws MalformedChunk {
        return lines(RowWriter.of(columns(types), RowShape.ARRAYS, numbers), chunk);
    }

    private static String lines(RowWriter writer, String chunk) throws MalformedChunk {
        writer.beginChunk(0);
        String lines = writer.write(Buffer.buffer(chunk)).toString();
        writer.endChunk();
        return lines;
    }

    private static List<ResultColumn> columns(String... types) {
        return Arrays.stream(types).map(type -> column("c", type)).toList();
    }

    private static ResultColumn column(String name, String type) {
        return new ResultColumn(name, type, type);
    }
}
