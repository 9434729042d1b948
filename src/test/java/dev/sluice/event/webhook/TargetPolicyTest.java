package dev.sluice.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.event.webhook.TargetPolicy.Target;
import dev.sluice.fault.FaultException;
import dev.sluice.testing.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPolicyTest {
    private final TargetPolicy policy = policy("http://127.0.0.1:7072", "https://hooks.internal");

    @Test
    void aUrlIsTakenApart() {
        assertThat(policy.parse("HTTPS://Hooks.Example.com/a/b?c=d"))
                .isEqualTo(new Target(true, "hooks.example.com", 443, "/a/b?c=d", false));
        assertThat(policy.parse("https://hooks.example.com:8443"))
                .isEqualTo(new Target(true, "hooks.example.com", 8443, "/", false));
    }

    @Test
    void anOriginThatTheOperatorNamedIsTrustedAndNoOther() {
        assertThat(policy.parse("http://127.0.0.1:7072/x")).isEqualTo(new Target(false, "127.0.0.1", 7072, "/x", true));
        assertThat(policy.parse("https://hooks.internal:443/x").trusted()).isTrue();
        assertThat(policy.parse("https://hooks.internal:8443/x").trusted()).isFalse();
        assertThatThrownBy(() -> policy.parse("http://127.0.0.1:7073/x")).isInstanceOf(FaultException.class);
        assertThatThrownBy(() -> policy.parse("http://hooks.internal/x")).isInstanceOf(FaultException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/relative",
                "//evil.com",
                "hooks.example.com",
                "http://hooks.example.com",
                "ftp://hooks.example.com",
                "file:///etc/passwd",
                "gopher://hooks.example.com",
                "https:hooks.example.com",
                "https://",
                "https:///path",
                "https://hooks",
                "https://localhost",
                "https://localhost.",
                "https://hooks.example.com.",
                "https://127.0.0.1",
                "https://127.1",
                "https://0",
                "https://0.0.0.0",
                "https://2130706433",
                "https://0x7f000001",
                "https://0x7f.1",
                "https://0177.0.0.1",
                "https://10.0.0.1",
                "https://8.8.8.8",
                "https://[::1]",
                "https://[::]",
                "https://[::ffff:127.0.0.1]",
                "https://[fe80::1%25eth0]",
                "https://[64:ff9b::7f00:1]",
                "https://user@hooks.example.com",
                "https://user:word@hooks.example.com",
                "https://hooks.example.com@evil.com",
                "https://hooks.example.com\\@evil.com",
                "https://hooks.example.com/\r\nHost: evil.com",
                "https://hooks.example.com/ x",
                "https://hooks.example.com\t",
                "https://hooks.example.com%00.evil.com",
                "https://hooks\uFF0Eexample.com",
                "https://h\u00F6\u00F6ks.example.com",
                "https://hooks_example.com",
                "https://-hooks.example.com",
                "https://hooks..example.com",
                "https://hooks.example.com:0x50",
                "https://hooks.example.com:99999",
                "https://hooks.example.com/#fragment"
            })
    void whatIsNotHttpsByNameIsRefused(String url) {
        assertThatThrownBy(() -> policy.parse(url))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        refused -> assertThat(refused.fault().pointer()).isEqualTo("/url"));
    }

    @Test
    void aLongUrlIsRefused() {
        assertThatThrownBy(() -> policy.parse("https://hooks.example.com/" + "x".repeat(2048)))
                .isInstanceOf(FaultException.class);
        assertThatThrownBy(() -> policy.parse("https://" + "x.".repeat(200) + "com"))
                .isInstanceOf(FaultException.class);
    }

    private static TargetPolicy policy(String... origins) {
        return new TargetPolicy(
                Settings.of(WebhookConfig.class, "sluice.webhooks.trusted-origins", String.join(",", origins)));
    }
}
