package dev.sluice.sandbox.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = "-->",
            quoteCharacter = '^',
            value = {
                "a.b --> WORD:a SYMBOL:. WORD:b",
                "`a``b` --> QUOTED:a`b",
                "'it''s' --> STRING:it's",
                "'a\\'b' --> STRING:a'b",
                "\"a'b\" --> STRING:a'b",
                "r'\\n' --> STRING:\\n",
                "'\\%' --> STRING:\\%",
                "1.5e-3 --> NUMBER:1.5e-3",
                "10L --> NUMBER:10L",
                ".5 --> NUMBER:.5",
                "t.5 --> WORD:t SYMBOL:. NUMBER:5",
                ":name? --> NAMED:name POSITIONAL:?",
                "x::int --> WORD:x SYMBOL::: WORD:int",
                "a<=>b --> WORD:a SYMBOL:<=> WORD:b",
                "a--:b --> WORD:a",
                "a/*:b /* ? */ ' */c --> WORD:a WORD:c"
            })
    void cutsByDatabricksRules(String sql, String expected) {
        StringBuilder found = new StringBuilder();
        for (Token token : Tokenizer.tokens(sql)) {
            if (token.kind() != Token.Kind.END) {
                found.append(found.isEmpty() ? "" : " ")
                        .append(token.kind())
                        .append(':')
                        .append(token.text());
            }
        }

        assertThat(found).hasToString(expected);
    }

    @Test
    void keepsThePlacesOfTokens() {
        assertThat(Tokenizer.tokens("a /**/ 'b'")).extracting(Token::start).containsExactly(0, 7, 10);
    }
}
