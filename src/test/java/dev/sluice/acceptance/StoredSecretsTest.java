package dev.sluice.acceptance;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.account.AccountDirectory;
import dev.sluice.account.AccountSelector;
import dev.sluice.account.ConnectedAccount;
import dev.sluice.caller.Caller;
import dev.sluice.caller.ToolPolicy;
import dev.sluice.id.EnvironmentId;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import dev.sluice.token.ServicePrincipal;
import dev.sluice.vault.Vault;
import dev.sluice.vault.VaultException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody with the database alone learns, and what somebody who can write to it achieves. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class StoredSecretsTest {
    private static final org.jboss.logging.Logger LOG = org.jboss.logging.Logger.getLogger(StoredSecretsTest.class);

    private Tenant tenant;

    @Inject
    AccountDirectory directory;

    @Inject
    Vault vault;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
    }

    @Test
    void aDumpOfTheDatabaseHoldsNoSecretInAnyEncoding() {
        String secret = "dose" + UUID.randomUUID();
        tenant.account("dumped", secret);
        JsonPath client = Gateway.operator()
                .body(Map.of("name", "agent"))
                .post("/api/v1/environments/{e}/clients", tenant.environment())
                .jsonPath();
        given().formParam("grant_type", "client_credentials")
                .formParam("client_id", client.getString("client_id"))
                .formParam("client_secret", client.getString("client_secret"))
                .post("/oauth/token")
                .then()
                .statusCode(200);

        String dump = dump();

        assertThat(dump).contains("dumped", client.getString("client_id"));
        for (String clear : List.of(secret, tenant.apiKey(), client.getString("client_secret"), "\"d\":\"")) {
            assertThat(dump)
                    .doesNotContain(clear)
                    .doesNotContain(Base64.getEncoder().withoutPadding().encodeToString(clear.getBytes(UTF_8)))
                    .doesNotContain(HexFormat.of().formatHex(clear.getBytes(UTF_8)));
        }
    }

    @Test
    void aCiphertextMovedToAnotherAccountDoesNotOpen() {
        String rich = tenant.account("rich", "the-rich-secret");
        String poor = tenant.account("poor", "the-poor-secret");
        assertThat(opened(account(rich))).isEqualTo("the-rich-secret");

        PostgresResource.execute("""
                update connected_account poor
                set (vault_key_id, wrapped_data_key, ciphertext) =
                    (select vault_key_id, wrapped_data_key, ciphertext from connected_account where id = '%s')
                where id = '%s'""".formatted(rich, poor));

        ConnectedAccount moved = account(poor);
        assertThatThrownBy(() -> opened(moved))
                .isInstanceOf(VaultException.class)
                .hasMessageNotContaining("secret-");
    }

    @Test
    void noLogLineHoldsASecretWhateverHappensToTheRequest() {
        String secret = "dose" + UUID.randomUUID();
        StringBuffer logged = new StringBuffer();
        Handler handler = new Capture(logged);
        Logger.getLogger("").addHandler(handler);
        try {
            String id = tenant.account("logged", secret);
            tenant.asks().body("{\"client_secret\":[\"" + secret + "\"]}").put("/api/v1/connected_accounts");
            PostgresResource.close();
            tenant.asks().body(Map.of("id", id, "client_secret", secret)).put("/api/v1/connected_accounts");
            Gateway.bearer("slk_" + secret).get("/api/v1/connected_accounts");
            given().formParam("grant_type", "client_credentials")
                    .formParam("client_id", "cli_unknown")
                    .formParam("client_secret", secret)
                    .post("/oauth/token");
            LOG.info("the capture hears this");
        } finally {
            PostgresResource.open();
            Logger.getLogger("").removeHandler(handler);
        }

        assertThat(logged).contains("the capture hears this").doesNotContain(secret);
    }

    @Test
    void anAccountPrintsNeitherItsSecretNorItsCiphertext() {
        ConnectedAccount account = account(tenant.account("printed", "unprintable-secret"));

        assertThat(account.toString())
                .contains("printed", "SealedSecret[keyId=insecure-dev, ***]")
                .doesNotContain("unprintable-secret");
    }

    private ConnectedAccount account(String id) {
        Caller caller = new Caller(new EnvironmentId(tenant.environment()), "cli_test", Set.of(), ToolPolicy.OPEN);
        return directory
                .resolve(caller, new AccountSelector(id, null, null))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private String opened(ConnectedAccount account) {
        ServicePrincipal principal = Objects.requireNonNull(account.principal());
        byte[] clear = vault.open(account.id().value(), ServicePrincipal.SECRET_PURPOSE, principal.secret());
        return new String(clear, UTF_8);
    }

    /** Every row of every table as text, byte strings in hexadecimal and as they are. */
    private static String dump() {
        StringBuilder dump = new StringBuilder();
        for (String table : PostgresResource.rows("""
                select table_name from information_schema.tables where table_schema = 'public'""")) {
            for (String row : PostgresResource.rows("select t::text from \"" + table + "\" t")) {
                dump.append(row).append('\n');
            }
        }
        String text = dump.toString();
        java.util.regex.Matcher hex =
                java.util.regex.Pattern.compile("\\\\x([0-9a-f]+)").matcher(text);
        StringBuilder bytes = new StringBuilder();
        while (hex.find()) {
            bytes.append(new String(HexFormat.of().parseHex(hex.group(1)), ISO_8859_1));
        }
        return text + bytes;
    }

    private static final class Capture extends Handler {
        private final StringBuffer text;

        Capture(StringBuffer text) {
            this.text = text;
        }

        @Override
        public void publish(LogRecord logged) {
            text.append(new SimpleFormatter().format(logged));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
