package dev.sluice.sandbox.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sandbox.http.Refusal;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a filter takes and what it does not. */
class ScimFilterTest {
    private static final JsonObject ADA = new JsonObject("""
            {"userName": "ada@example.com", "displayName": "Ada \\"Al\\" O'Neill", "active": true,
             "name": {"familyName": "O'Neill"}, "emails": [{"value": "a@x.org"}, {"value": "b@x.org"}],
             "groups": [{"display": "analysts", "value": "7"}]}""");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName eq \"ada@example.com\"",
                "USERNAME EQ \"ADA@Example.com\"",
                "userName co \"example\" and userName sw \"ada\"",
                "userName ne \"bao@example.com\"",
                "displayName eq \"Ada \\\"Al\\\" O'Neill\"",
                "name.familyName eq \"o'neill\"",
                "emails.value eq \"b@x.org\"",
                "emails eq \"b@x.org\"",
                "emails co \"@x.org\"",
                "groups.display eq \"analysts\"",
                "active eq true",
                "nickName ne \"x\"",
                "(userName eq \"x\" or active eq true) and name.familyName sw \"o\"",
                "active eq true or userName eq \"x\" and userName eq \"y\"",
                "((active eq true))",
                "",
            })
    void takes(String filter) {
        assertThat(ScimFilter.parse(filter).test(ADA)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName eq \"ada\"",
                "userName ne \"ADA@example.com\"",
                "emails ne \"a@x.org\"",
                "nickName eq \"ada\"",
                "nickName co \"\"",
                "active eq false",
                "active eq true and userName eq \"x\"",
                "(active eq true or userName eq \"x\") and userName eq \"y\"",
            })
    void passesOver(String filter) {
        assertThat(ScimFilter.parse(filter).test(ADA)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName",
                "userName eq",
                "userName eq ada",
                "userName eq \"ada",
                "userName gt \"a\"",
                "userName pr",
                "userName eq \"a\" xor active eq true",
                "(userName eq \"a\"",
                "userName eq \"a\")",
                "and",
            })
    void refuses(String filter) {
        assertThatThrownBy(() -> ScimFilter.parse(filter)).isInstanceOf(Refusal.class);
    }

    @Test
    void takesEveryoneWithoutAFilter() {
        assertThat(ScimFilter.parse(null).test(ADA)).isTrue();
    }
}
