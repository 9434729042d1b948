package dev.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.caller.OperatorConfig;
import dev.sluice.event.webhook.WebhookConfig;
import dev.sluice.testing.Settings;
import dev.sluice.vault.VaultConfig;
import dev.sluice.workspace.WorkspaceConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProductionReadinessTest {
    private static final String KEY = "b2xkIGtleSBvbGQga2V5IG9sZCBrZXkgb2xkIGtleSE=";
    private static final String PUBLIC_KEY = "c2x1aWNlIGluc2VjdXJlIGRldmVsb3BtZW50IGtleSE=";

    @Test
    void startsOnASafeConfiguration() {
        assertThatCode(() -> start(Map.of("k1", KEY), "x".repeat(32), LaunchMode.NORMAL))
                .doesNotThrowAnyException();
    }

    @Test
    void startsWithoutAnOperatorTokenSinceThatSwitchesAdministrationOff() {
        assertThatCode(() -> start(Map.of("k1", KEY), null, LaunchMode.NORMAL)).doesNotThrowAnyException();
    }

    @Test
    void listsAllThatIsWrongInOneMessageWithoutAnySecret() {
        assertThatThrownBy(() -> start(Map.of(), "short-token", LaunchMode.NORMAL))
                .hasMessageContaining("no vault key")
                .hasMessageContaining("openssl rand -base64 32")
                .hasMessageContaining("sluice.operator.token is shorter than 32 characters")
                .hasMessageNotContaining("short-token");
    }

    @Test
    void refusesTheDevelopmentKeyInProductionUnderWhateverName() {
        assertThatThrownBy(() -> start(Map.of("mine", PUBLIC_KEY), null, LaunchMode.NORMAL))
                .hasMessageContaining("is the one for development");
    }

    @Test
    void takesTheDevelopmentKeyInDevelopment() {
        assertThatCode(() -> start(Map.of("insecure-dev", PUBLIC_KEY), null, LaunchMode.DEVELOPMENT))
                .doesNotThrowAnyException();
    }

    @Test
    void findsNothingToComplainOfInASafeConfiguration() {
        assertThat(readiness(Map.of("k1", KEY), null).complaints()).isEmpty();
    }

    @Test
    void refusesPlainHttpOriginsUnlessTheyAreAllowedByName() {
        String[] origin = {"sluice.workspace.trusted-origins", "https://dbx.example.com,http://127.0.0.1:7071"};
        String[] allowed = {origin[0], origin[1], "sluice.workspace.allow-plaintext", "true"};

        assertThat(readiness(Map.of("k1", KEY), null, origin).complaints())
                .singleElement()
                .asString()
                .contains("sluice.workspace.allow-plaintext");
        assertThat(readiness(Map.of("k1", KEY), null, allowed).complaints()).isEmpty();
    }

    @Test
    void refusesToDeliverToPlainHttpUnlessThatIsAllowedByName() {
        String[] origin = {"sluice.webhooks.trusted-origins", "https://hooks.internal,HTTP://127.0.0.1:7072"};
        String[] allowed = {origin[0], origin[1], "sluice.webhooks.allow-plaintext", "true"};

        assertThat(readiness(Map.of("k1", KEY), null, origin).complaints())
                .singleElement()
                .asString()
                .contains("sluice.webhooks.allow-plaintext");
        assertThat(readiness(Map.of("k1", KEY), null, allowed).complaints()).isEmpty();
    }

    private static void start(
            Map<String, String> keys, @org.jspecify.annotations.Nullable String token, LaunchMode mode) {
        readiness(keys, token).check(new StartupEvent(), mode);
    }

    private static ProductionReadiness readiness(
            Map<String, String> keys, @org.jspecify.annotations.Nullable String token, String... workspace) {
        VaultConfig vault = new VaultConfig() {
            @Override
            public Map<String, String> keys() {
                return keys;
            }

            @Override
            public Optional<String> primary() {
                return Optional.empty();
            }
        };
        OperatorConfig operator = () -> Optional.ofNullable(token);
        return new ProductionReadiness(
                vault,
                operator,
                Settings.of(WorkspaceConfig.class, workspace),
                Settings.of(WebhookConfig.class, workspace));
    }
}
