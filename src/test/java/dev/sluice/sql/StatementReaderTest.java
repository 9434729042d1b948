package dev.sluice.sql;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sql.StatementKind.Changes;
import dev.sluice.sql.StatementKind.Reads;
import dev.sluice.sql.StatementKind.Unreadable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementReaderTest {
    static final List<String> QUERIES = Statements.of("queries.sql");
    static final List<String> CHANGES = Statements.of("changes.sql");
    static final List<String> UNREADABLE = Statements.of("unreadable.sql");
    /** What may stand between two words: every white space of Spark's grammar, and comments with what they may hide. */
    private static final List<String> BETWEEN = List.of(
            " ",
            "\t",
            "\r\n",
            "\u00a0",
            "\u2003",
            "\u3000",
            "\u000b",
            "/**/",
            "/* SELECT 1 */",
            "/* ; DROP TABLE t */",
            "/* /* ' */ \" ` */",
            "-- SELECT 1\n",
            "-- ' \" ` /* \n",
            "--\r");

    private static final StatementReader READER = new StatementReader();

    @Test
    void theListsAreLongEnough() {
        assertThat(QUERIES).hasSizeGreaterThanOrEqualTo(45).doesNotHaveDuplicates();
        assertThat(CHANGES).hasSizeGreaterThanOrEqualTo(45).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("QUERIES")
    void aQueryReads(String statement) {
        assertThat(READER.read(statement)).isEqualTo(new Reads());
    }

    @ParameterizedTest
    @FieldSource("CHANGES")
    void whatIsNoQueryChanges(String statement) {
        assertThat(READER.read(statement)).isInstanceOf(Changes.class);
    }

    @ParameterizedTest
    @FieldSource("UNREADABLE")
    void whatIsNotOneKnownStatementIsUnreadable(String statement) {
        assertThat(READER.read(statement)).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @FieldSource({"QUERIES", "CHANGES"})
    void commentsWhiteSpaceAndCaseChangeNoVerdict(String statement) {
        StatementKind plain = READER.read(statement);
        List<Token> words = SqlTokens.of(statement, new LearnedGrammar()).words();

        for (int seed = 0; seed < 20; seed++) {
            String disguised = disguised(words, new Random(seed));
            assertThat(READER.read(disguised)).as(disguised).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @FieldSource("CHANGES")
    void aChangeThatAQueryPrecedesIsNeverAQuery(String statement) {
        assertThat(READER.read("SELECT 1; " + statement)).isNotEqualTo(new Reads());
        assertThat(READER.read("WITH x AS (SELECT 1) " + statement)).isNotEqualTo(new Reads());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            insert into t values (1)                              | INSERT
            WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a    | INSERT
            FROM u INSERT INTO t SELECT *                         | INSERT
            explain delete from t                                 | DELETE
            MERGE INTO t USING u ON a = b WHEN MATCHED THEN DELETE | MERGE
            vacuum t                                              | VACUUM
            SET x = 1                                             | SET
            BEGIN SELECT 1; END                                   | BEGIN
            SELECT Http_Request(conn => 'c')                      | http_request
            SELECT IDENTIFIER(:f)(1)                              | a function named by IDENTIFIER
            """)
    void aChangeIsNamedByItsKeywordOrFunction(String statement, String what) {
        assertThat(READER.read(statement)).isEqualTo(new Changes(what));
    }

    @Test
    void anUnreadablePlaceIsToldByLineAndColumnAndQuotesNothing() {
        assertThat(READER.read("SELECT a\nFROM t\nWHERE 'my secret' 'x' = = 3"))
                .isEqualTo(new Unreadable("The statement cannot be parsed.", 3, 25));
        assertThat(READER.read("SELECT 1;\n  DELETE FROM t"))
                .isEqualTo(new Unreadable("The statement cannot be parsed.", 2, 3));
        assertThat(READER.read("SELECT\n 'my secret"))
                .isEqualTo(new Unreadable("A character is no SQL, or a quote is not closed.", 2, 2));
        assertThat(READER.read("SELECT 1\n /* my secret")).isEqualTo(new Unreadable("A comment is not closed.", 2, 2));
        assertThat(READER.read("SELECT 1,\n '${x}'"))
                .isEqualTo(new Unreadable("${…} is replaced by other text before the statement runs.", 2, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";", "-- nothing", "/* nothing */", "\u0000"})
    void aTextWithoutAStatementIsUnreadable(String text) {
        assertThat(READER.read(text)).isInstanceOf(Unreadable.class);
    }

    @Test
    void lettersThatLookLikeKeywordsAreReadAsSparkReadsThem() {
        assertThat(READER.read("\u0131n\u017fert into t values (1)")).isEqualTo(new Changes("INSERT"));
        assertThat(READER.read("DELETE\u200b FROM t")).isNotEqualTo(new Reads());
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 100, 2_000, 20_000})
    @Timeout(value = 120, unit = SECONDS)
    void textsMadeToHangOrOverflowAreToldAll(int times) {
        Map<String, String> texts = Map.ofEntries(
                Map.entry("brackets", "SELECT " + "(".repeat(times) + "1" + ")".repeat(times)),
                Map.entry("open", "SELECT " + "(".repeat(times)),
                Map.entry("subqueries", "SELECT " + "(SELECT ".repeat(times) + "1" + ")".repeat(times)),
                Map.entry("names", "SELECT * FROM " + "IDENTIFIER(".repeat(times) + ":t" + ")".repeat(times)),
                Map.entry("not", "SELECT " + "NOT ".repeat(times) + "true"),
                Map.entry("case", "SELECT " + "CASE WHEN ".repeat(times)),
                Map.entry("types", "SELECT CAST(x AS " + "ARRAY<".repeat(times) + "INT" + ">".repeat(times) + ")"),
                Map.entry("lambdas", "SELECT f(" + "x -> ".repeat(times) + "1)"),
                Map.entry("explain", "EXPLAIN ".repeat(times) + "SELECT 1"),
                Map.entry("comments", "SELECT " + "/*".repeat(times) + "*/".repeat(times) + " 1"),
                Map.entry("quotes", "SELECT " + "' \\".repeat(times)),
                Map.entry("sum", "SELECT 1" + " + 1".repeat(times)),
                Map.entry("unions", "SELECT 1" + " UNION SELECT 1".repeat(Math.min(times, 10_000))));

        texts.forEach((name, text) -> assertThat(READER.read(text)).as(name).isNotInstanceOf(Changes.class));
    }

    @Test
    void aLongListIsReadAndATooLongTextIsNot() {
        String list = "SELECT * FROM t WHERE id IN (" + "1234567, ".repeat(25_000) + "1)";

        assertThat(READER.read(list)).isEqualTo(new Reads());
        assertThat(READER.read(list + " ".repeat(StatementReader.LONGEST))).isInstanceOf(Unreadable.class);
    }

    private static String disguised(List<Token> words, Random random) {
        return words.stream()
                .map(word -> between(random) + recased(word, random))
                .collect(Collectors.joining("", "", between(random)));
    }

    // The blank keeps a star or a minus from making a comment's mark with what follows.
    private static String between(Random random) {
        return " " + BETWEEN.get(random.nextInt(BETWEEN.size())) + BETWEEN.get(random.nextInt(BETWEEN.size()));
    }

    private static String recased(Token word, Random random) {
        boolean literal = word.getType() == SqlBaseLexer.STRING_LITERAL
                || word.getType() == SqlBaseLexer.DOUBLEQUOTED_STRING
                || word.getType() == SqlBaseLexer.BACKQUOTED_IDENTIFIER;
        return literal || random.nextBoolean() ? word.getText() : word.getText().toLowerCase(Locale.ROOT);
    }
}
