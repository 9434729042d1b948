package dev.sluice.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.testing.Settings;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPolicyTest {
    private static final WorkspaceHost AWS = new WorkspaceHost("https", "dbc-1a2b3c4d-5e6f.cloud.databricks.com", 443);

    private final HostPolicy policy = policy();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dbc-1a2b3c4d-5e6f.cloud.databricks.com",
                "mycorp.cloud.databricks.com",
                "mycorp.cloud.databricks.us",
                "mycorp.cloud.databricks.mil",
                "adb-3989642981527262.2.azuredatabricks.net",
                "westeurope.azuredatabricks.net",
                "adb-1.2.databricks.azure.us",
                "adb-1.2.databricks.azure.cn",
                "1234567890123456.7.gcp.databricks.com"
            })
    void acceptsTheWorkspacesOfEveryCloud(String name) {
        WorkspaceHost host = policy.parse(name);

        assertThat(host).isEqualTo(new WorkspaceHost("https", name, 443));
        assertThat(policy.approves(host)).isTrue();
        assertThat(host.toString()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://dbc-1a2b3c4d-5e6f.cloud.databricks.com",
                "https://dbc-1a2b3c4d-5e6f.cloud.databricks.com/",
                "HTTPS://DBC-1A2B3C4D-5E6F.Cloud.Databricks.COM",
                " dbc-1a2b3c4d-5e6f.cloud.databricks.com\n",
                "\thttps://dbc-1a2b3c4d-5e6f.cloud.databricks.com:443/ ",
                "dbc-1a2b3c4d-5e6f.cloud.databricks.com:443",
                "https://dbc-1a2b3c4d-5e6f.cloud.databricks.com/?o=3989642981527262",
                "https://dbc-1a2b3c4d-5e6f.cloud.databricks.com?o=3989642981527262",
                "https://dbc-1a2b3c4d-5e6f.cloud.databricks.com/?o=3989642981527262#setting/clusters",
                "https://dbc-1a2b3c4d-5e6f.cloud.databricks.com/#job/7"
            })
    void acceptsWhatABrowserShows(String pasted) {
        assertThat(policy.parse(pasted)).isEqualTo(AWS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "0",
                "0.0.0.0",
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "localhost",
                "localhost.",
                "[::1]",
                "::1",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[0:0:0:0:0:ffff:169.254.169.254]",
                "64:ff9b::7f00:1",
                "fe80::1%eth0",
                "[fc00::1]",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.0.1",
                "100.64.0.1",
                "169.254.169.254",
                "[fd00:ec2::254]",
                "metadata.google.internal",
                "168.63.129.16",
                "100.100.100.200",
                "192.0.0.192",
                "8.8.8.8"
            })
    void refusesAddressesInEverySpelling(String address) {
        refuses(address);
        refuses("https://" + address);
        refuses("https://" + address + "/");
        refuses(address + ":443");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "https://",
                "evil.com",
                "evil.com#.cloud.databricks.com",
                "evil.com?.cloud.databricks.com",
                "evil.com/.cloud.databricks.com",
                "evil.com?o=1.cloud.databricks.com",
                "x.cloud.databricks.com@evil.com",
                "user:secret@x.cloud.databricks.com",
                "https://x.cloud.databricks.com:secret@evil.com",
                "@x.cloud.databricks.com",
                "x.cloud.databricks.com.evil.com",
                "x.cloud.databricks.com%00.evil.com",
                "x%2ecloud.databricks.com",
                "x.cloud%252edatabricks.com",
                "xcloud.databricks.com",
                "evilcloud.databricks.com",
                "cloud.databricks.com",
                ".cloud.databricks.com",
                "x..cloud.databricks.com",
                "azuredatabricks.net",
                "evilazuredatabricks.net",
                "adb-1.2.azuredatabricks.net.",
                "x.cloud.databricks.com.",
                "x.cloud.databricks.com..",
                "x.cloud.databricks.com\\@evil.com",
                "x.cloud.databricks.com\\.evil.com",
                "\\\\evil.com",
                "x.cloud\t.databricks.com",
                "x.cloud.databricks.com\r\nHost: evil.com",
                "x.cloud.databricks.com\u0000.evil.com",
                "x.cloud databricks.com",
                "x。cloud。databricks。com",
                "x.cloud.databricks。com",
                "ｘ.cloud.databricks.com",
                "x.cloud.databric\u212As.com",
                "x.cloud.databr\u0131cks.com",
                "x.cloud.databricks.com\u200b",
                "xn--.cloud.databricks.com",
                "-x.cloud.databricks.com",
                "x-.cloud.databricks.com",
                "x_y.cloud.databricks.com",
                "*.cloud.databricks.com",
                "//evil.com",
                "//x.cloud.databricks.com",
                "https:///x.cloud.databricks.com",
                "https:x.cloud.databricks.com",
                "https://https://x.cloud.databricks.com",
                "x.cloud.databricks.com/..%2f..%2f",
                "x.cloud.databricks.com/api/2.0/../../oidc",
                "x.cloud.databricks.com/login.html",
                "x.cloud.databricks.com/?next=https://evil.com",
                "x.cloud.databricks.com/?o=1&a=2",
                "x.cloud.databricks.com:22",
                "x.cloud.databricks.com:80",
                "x.cloud.databricks.com:8443",
                "x.cloud.databricks.com:443:443",
                "x.cloud.databricks.com:",
                "x.cloud.databricks.com:0443",
                "http://x.cloud.databricks.com",
                "HTTP://x.cloud.databricks.com",
                "http:\\\\x.cloud.databricks.com",
                "file:///etc/passwd",
                "file://x.cloud.databricks.com/",
                "gopher://x.cloud.databricks.com",
                "ftp://x.cloud.databricks.com",
                "javascript:alert(1)",
                "accounts.cloud.databricks.com",
                "https://accounts.cloud.databricks.com",
                "ACCOUNTS.azuredatabricks.net",
                "accounts.gcp.databricks.com",
                "accounts-dod.cloud.databricks.us",
                "127.0.0.1.nip.io",
                "http://127.0.0.1:7071",
                "mycompany.databricks.com",
                "x.dev.databricks.com"
            })
    void refusesEverythingElse(String text) {
        refuses(text);
    }

    @Test
    void refusesLongTextsWithoutRunningOutOfStackOrTime() {
        refuses("a.".repeat(200_000) + "cloud.databricks.com");
        refuses("a".repeat(400_000) + ".cloud.databricks.com");
        refuses("a-".repeat(200_000));
        refuses("x.cloud.databricks.com/?o=" + "1".repeat(400_000));
        refuses("x.cloud.databricks.com/#" + "a".repeat(400_000));
        refuses("a".repeat(64) + ".cloud.databricks.com");
        refuses("aa.".repeat(80) + "cloud.databricks.com");
    }

    @Test
    void saysWhatToGiveInstead() {
        assertThat(refuses("http://x.cloud.databricks.com").fault().hint()).contains("Remove http://");
        assertThat(refuses("https://u:p@x.cloud.databricks.com").fault().detail())
                .contains("user name")
                .doesNotContain("u:p");
        assertThat(refuses("accounts.cloud.databricks.com").fault().detail()).contains("account console");
        assertThat(refuses("wiki.mycorp.example").fault().hint()).contains("sluice.workspace.host-suffixes");
        assertThat(refuses("x.cloud.databricks.com/sql/warehouses").fault().detail())
                .contains("path");
    }

    @Test
    void takesPrivateDomainsFromTheOperatorAndNoOthers() {
        HostPolicy mine = policy("sluice.workspace.host-suffixes", " Lake.Example ");

        assertThat(mine.parse("a.lake.example").name()).isEqualTo("a.lake.example");
        assertThatThrownBy(() -> mine.parse("x.cloud.databricks.com")).isInstanceOf(FaultException.class);
        assertThatThrownBy(() -> mine.parse("evillake.example")).isInstanceOf(FaultException.class);
        assertThat(mine.approves(AWS)).as("narrowed since it was stored").isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:7071,        http://127.0.0.1:7071,        http, 127.0.0.1,        7071",
        "http://127.0.0.1:7071,        http://127.0.0.1:7071/,       http, 127.0.0.1,        7071",
        "http://LocalHost:7071,        HTTP://localhost:7071,        http, localhost,        7071",
        "http://sandbox,               http://sandbox,               http, sandbox,          80",
        "http://sandbox,               http://sandbox:80,            http, sandbox,          80",
        "https://lake.corp.example,    https://lake.corp.example,    https, lake.corp.example, 443",
        "https://lake.corp.example,    https://lake.corp.example:443, https, lake.corp.example, 443",
        "https://lake.corp.example,    lake.corp.example,            https, lake.corp.example, 443",
        "https://lake.corp.example:8443, https://lake.corp.example:8443/, https, lake.corp.example, 8443"
    })
    void takesTrustedOriginsAsTheOperatorOrABrowserSpellsThem(
            String trusted, String given, String scheme, String name, int port) {
        HostPolicy trusting = policy("sluice.workspace.trusted-origins", trusted);

        WorkspaceHost host = trusting.parse(given);

        assertThat(host).isEqualTo(new WorkspaceHost(scheme, name, port));
        assertThat(trusting.approves(host)).isTrue();
        assertThat(trusting.parse(host.toString())).as("as it is stored").isEqualTo(host);
        assertThat(policy.approves(host)).as("trust withdrawn").isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:7072",
                "https://127.0.0.1:7071",
                "127.0.0.1:7071",
                "http://127.0.0.1:7071@evil.com",
                "http://127.0.0.1:7071.evil.com",
                "http://127.0.0.1:7071/path",
                "http://127.0.0.1:70710",
                "http://localhost:7071"
            })
    void trustsAnOriginAndNothingLikeIt(String text) {
        HostPolicy trusting = policy("sluice.workspace.trusted-origins", "http://127.0.0.1:7071");

        assertThatThrownBy(() -> trusting.parse(text)).isInstanceOf(FaultException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:7071", "127.0.0.1:7071", "ftp://127.0.0.1", "http:///", "http://u:p@127.0.0.1"})
    void doesNotStartWithATrustedOriginThatIsNone(String text) {
        assertThatThrownBy(() -> policy("sluice.workspace.trusted-origins", text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void approvesNoStoredHostThatParsingWouldNotHaveMade() {
        assertThat(policy.approves(new WorkspaceHost("https", "evil.com#.cloud.databricks.com", 443)))
                .isFalse();
        assertThat(policy.approves(new WorkspaceHost("https", AWS.name(), 8443)))
                .isFalse();
        assertThat(policy.approves(new WorkspaceHost("http", AWS.name(), 80))).isFalse();
        assertThat(policy.approves(new WorkspaceHost("http", AWS.name(), 443))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://bucket.s3.us-east-2.amazonaws.com/a?X-Amz-Signature=s",
                "https://bucket.s3.cn-north-1.amazonaws.com.cn/a",
                "https://us-east-2.storage.cloud.databricks.com/api/2.0/fs/files/x?X-Databricks-Signature=s",
                "https://account.blob.core.windows.net/c/a?sig=s",
                "https://account.dfs.core.windows.net/c/a?sig=s",
                "https://account.blob.core.usgovcloudapi.net/c/a",
                "https://account.blob.core.chinacloudapi.cn/c/a",
                "https://bucket.storage.googleapis.com/a",
                "https://bucket.s3.amazonaws.com:443/a",
                "HTTPS://BUCKET.S3.AMAZONAWS.COM/a",
                "https://dbc-1a2b3c4d-5e6f.cloud.databricks.com/api/2.0/fs/files/x"
            })
    void followsLinksToTheCloudsObjectStoresByTlsOnly(String link) {
        URI uri = URI.create(link);

        assertThat(policy.approvedTarget(AWS, uri))
                .isEqualTo(new WorkspaceHost("https", uri.getHost().toLowerCase(java.util.Locale.ROOT), 443));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://bucket.s3.us-east-2.amazonaws.com/a",
                "https://bucket.s3.us-east-2.amazonaws.com:8443/a",
                "https://u:p@bucket.s3.us-east-2.amazonaws.com/a",
                "https://bucket.s3.us-east-2.amazonaws.com.evil.com/a",
                "https://evilamazonaws.com/a",
                "https://amazonaws.com/a",
                "https://169.254.169.254/latest/meta-data",
                "http://169.254.169.254/latest/meta-data",
                "https://[::1]/a",
                "https://localhost/a",
                "https://other.cloud.databricks.com/a",
                "https://accounts.cloud.databricks.com/a",
                "ftp://bucket.s3.amazonaws.com/a",
                "file:///etc/passwd",
                "//bucket.s3.amazonaws.com/a",
                "/relative",
                "mailto:a@b",
                "https:///a",
                "ftp://dbc-1a2b3c4d-5e6f.cloud.databricks.com/a"
            })
    void followsNoOtherLink(String link) {
        assertThat(policy.approvedTarget(AWS, URI.create(link))).isNull();
    }

    @Test
    void followsLinksOfASandboxToItselfAndToOtherTrustedOrigins() {
        HostPolicy trusting = policy("sluice.workspace.trusted-origins", "http://127.0.0.1:7071,http://127.0.0.1:7073");
        WorkspaceHost sandbox = trusting.parse("http://127.0.0.1:7071");

        assertThat(trusting.approvedTarget(sandbox, URI.create("http://127.0.0.1:7071/chunk/0")))
                .isEqualTo(sandbox);
        assertThat(trusting.approvedTarget(sandbox, URI.create("http://127.0.0.1:7073/chunk/0")))
                .isEqualTo(new WorkspaceHost("http", "127.0.0.1", 7073));
        assertThat(trusting.approvedTarget(sandbox, URI.create("http://127.0.0.1:7072/chunk/0")))
                .isNull();
        assertThat(trusting.approvedTarget(sandbox, URI.create("ftp://127.0.0.1:7071/chunk/0")))
                .isNull();
        assertThat(trusting.approvedTarget(sandbox, URI.create("//127.0.0.1:7071/chunk/0")))
                .isNull();
    }

    private FaultException refuses(String text) {
        FaultException thrown = catchThrowableOfType(FaultException.class, () -> policy.parse(text));
        assertThat(thrown).as("refusal of %.80s", text).isNotNull();
        assertThat(thrown.fault().code()).isEqualTo(FaultCode.INVALID_HOST);
        assertThat(thrown.fault().hint()).isNotBlank();
        return thrown;
    }

    private static HostPolicy policy(String... settings) {
        return new HostPolicy(Settings.of(WorkspaceConfig.class, settings));
    }
}
