package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.face.grpc.wire.accounts.AuthorizationDetails;
import dev.sluice.face.grpc.wire.accounts.ConnectedAccount;
import dev.sluice.face.grpc.wire.accounts.ConnectorStatus;
import dev.sluice.face.grpc.wire.accounts.ConnectorType;
import dev.sluice.face.grpc.wire.accounts.CreateConnectedAccount;
import dev.sluice.face.grpc.wire.accounts.CreateConnectedAccountRequest;
import dev.sluice.face.grpc.wire.accounts.CreateConnectedAccountResponse;
import dev.sluice.face.grpc.wire.accounts.DeleteConnectedAccountRequest;
import dev.sluice.face.grpc.wire.accounts.DeleteConnectedAccountResponse;
import dev.sluice.face.grpc.wire.accounts.DisconnectConnectedAccountRequest;
import dev.sluice.face.grpc.wire.accounts.DisconnectConnectedAccountResponse;
import dev.sluice.face.grpc.wire.accounts.GetConnectedAccountByIdentifierRequest;
import dev.sluice.face.grpc.wire.accounts.GetConnectedAccountByIdentifierResponse;
import dev.sluice.face.grpc.wire.accounts.ListConnectedAccountsRequest;
import dev.sluice.face.grpc.wire.accounts.ListConnectedAccountsResponse;
import dev.sluice.face.grpc.wire.accounts.OauthToken;
import dev.sluice.face.grpc.wire.accounts.StaticAuth;
import dev.sluice.face.grpc.wire.accounts.UpdateConnectedAccount;
import dev.sluice.face.grpc.wire.accounts.UpdateConnectedAccountRequest;
import dev.sluice.face.grpc.wire.accounts.UpdateConnectedAccountResponse;
import dev.sluice.face.grpc.wire.connections.ListAppConnectionsRequest;
import dev.sluice.face.grpc.wire.connections.ListAppConnectionsResponse;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.GrpcClient;
import dev.sluice.testing.PostgresResource;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connected accounts over gRPC, as the official SDKs make, find and change them. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class GrpcAccountTest {
    private static final String SERVICE = "scalekit.v1.connected_accounts.ConnectedAccountService/";
    private static final String SECRET = "a-secret-that-nobody-sees";

    private final String identifier = UUID.randomUUID().toString();
    private Tenant tenant;
    private GrpcClient client;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
        client = GrpcClient.plaintext(RestAssured.port);
    }

    @AfterEach
    void tearDown() {
        client.close();
    }

    @Test
    void anAccountIsMadeAsSdksDoAndThenGivenCredentials() {
        refused(Status.Code.NOT_FOUND, () -> find(tenant));

        // What the Node SDK creates where it finds none.
        ConnectedAccount made = create(AuthorizationDetails.newBuilder()
                .setOauthToken(OauthToken.getDefaultInstance())
                .build());
        assertThat(made.getStatus()).isEqualTo(ConnectorStatus.PENDING_AUTH);

        ConnectedAccount updated = call(
                        tenant,
                        "UpdateConnectedAccount",
                        UpdateConnectedAccountRequest.newBuilder()
                                .setIdentifier(identifier)
                                .setConnector("databricksworkspace")
                                .setConnectedAccount(
                                        UpdateConnectedAccount.newBuilder().setAuthorizationDetails(details(fields())))
                                .build(),
                        UpdateConnectedAccountResponse.getDefaultInstance())
                .getConnectedAccount();

        assertThat(updated.getStatus()).isEqualTo(ConnectorStatus.ACTIVE);
        assertThat(updated.getAuthorizationType()).isEqualTo(ConnectorType.OAUTH_M2M);
        assertThat(updated.getId()).isEqualTo(made.getId()).startsWith("ca_");
        assertThat(find(tenant)).isEqualTo(updated);
        assertThat(updated.toString()).contains(Gateway.HOST).doesNotContain(SECRET);
    }

    @Test
    void settingsAreReadAndMerged() {
        ConnectedAccount made = create(details(fields()), config("start_warehouse", bool(true)));
        assertThat(made.getApiConfig()).isEqualTo(config("start_warehouse", bool(true)));

        ConnectedAccount limited = update(config("limits", struct("rate", number(5), "retry_ratio", number(0.5))));
        assertThat(limited.getApiConfig())
                .isEqualTo(Struct.newBuilder()
                        .putFields("start_warehouse", bool(true))
                        .putFields("limits", struct("rate", number(5), "retry_ratio", number(0.5)))
                        .build());
        assertThat(limited.getStatus()).isEqualTo(ConnectorStatus.ACTIVE);

        ConnectedAccount unlimited = update(config("limits", struct()));
        assertThat(unlimited.getApiConfig()).isEqualTo(config("start_warehouse", bool(true)));
        assertThat(find(tenant).getApiConfig()).isEqualTo(unlimited.getApiConfig());
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        create(details(fields()));

        refused(Status.Code.INVALID_ARGUMENT, () -> update(config("start_warehouse", text("yes"))));
        refused(Status.Code.INVALID_ARGUMENT, () -> update(config("limits", text("none"))));
        refused(Status.Code.INVALID_ARGUMENT, () -> update(config("limits", struct("rate", number(0)))));
        refused(Status.Code.INVALID_ARGUMENT, () -> update(config("limits", struct("rate", number(1.5)))));
        refused(Status.Code.INVALID_ARGUMENT, () -> update(config("limits", struct("rates", number(5)))));
        assertThat(find(tenant).getApiConfig()).isEqualTo(config("start_warehouse", bool(false)));
    }

    @Test
    void credentialsAreFoundBelowOneOrTwoDetails() {
        assertThat(create(details(fields())).getStatus()).isEqualTo(ConnectorStatus.ACTIVE);
        delete();
        Struct nested = Struct.newBuilder()
                .putFields(
                        "details", Value.newBuilder().setStructValue(fields()).build())
                .build();
        assertThat(create(details(nested)).getStatus()).isEqualTo(ConnectorStatus.ACTIVE);
    }

    @Test
    void anAccountThatIsThereAlreadyIsAConflict() {
        create(details(fields()));

        refused(Status.Code.ALREADY_EXISTS, () -> create(details(fields())));
    }

    @Test
    void anAccountIsDisconnectedAndDeleted() {
        String id = create(details(fields())).getId();

        ConnectedAccount off = call(
                        tenant,
                        "DisconnectConnectedAccount",
                        DisconnectConnectedAccountRequest.newBuilder().setId(id).build(),
                        DisconnectConnectedAccountResponse.getDefaultInstance())
                .getConnectedAccount();
        delete();

        assertThat(off.getStatus()).isEqualTo(ConnectorStatus.DISCONNECTED);
        refused(Status.Code.NOT_FOUND, () -> find(tenant));
    }

    @Test
    void aTenantSeesItsOwnAccountsAlone() {
        String id = create(details(fields())).getId();
        Tenant other = Gateway.tenant();

        refused(Status.Code.NOT_FOUND, () -> find(other));
        refused(
                Status.Code.NOT_FOUND,
                () -> call(
                        other,
                        "DisconnectConnectedAccount",
                        DisconnectConnectedAccountRequest.newBuilder().setId(id).build(),
                        DisconnectConnectedAccountResponse.getDefaultInstance()));
        assertThat(list(other).getConnectedAccountsList()).isEmpty();
        assertThat(list(tenant).getConnectedAccountsList())
                .hasSize(1)
                .allSatisfy(account -> assertThat(account.getId()).isEqualTo(id));
        assertThat(list(tenant).getTotalSize()).isEqualTo(1);
    }

    @Test
    void anEnvironmentsConnectionsAreListed() {
        ListAppConnectionsResponse answer = client.call(
                GrpcClient.method(
                        "scalekit.v1.connections.ConnectionService/ListAppConnections",
                        ListAppConnectionsRequest.getDefaultInstance(),
                        ListAppConnectionsResponse.getDefaultInstance()),
                ListAppConnectionsRequest.getDefaultInstance(),
                "Bearer " + tenant.apiKey());

        assertThat(answer.getTotalSize()).isEqualTo(1);
        assertThat(answer.getConnections(0).getKeyId()).isEqualTo("databricksworkspace");
    }

    private ConnectedAccount find(Tenant by) {
        return call(
                        by,
                        "GetConnectedAccountAuth",
                        GetConnectedAccountByIdentifierRequest.newBuilder()
                                .setConnector("databricksworkspace")
                                .setIdentifier(identifier)
                                .build(),
                        GetConnectedAccountByIdentifierResponse.getDefaultInstance())
                .getConnectedAccount();
    }

    private ConnectedAccount update(Struct apiConfig) {
        return call(
                        tenant,
                        "UpdateConnectedAccount",
                        UpdateConnectedAccountRequest.newBuilder()
                                .setIdentifier(identifier)
                                .setConnectedAccount(
                                        UpdateConnectedAccount.newBuilder().setApiConfig(apiConfig))
                                .build(),
                        UpdateConnectedAccountResponse.getDefaultInstance())
                .getConnectedAccount();
    }

    private ConnectedAccount create(AuthorizationDetails details) {
        return create(details, Struct.getDefaultInstance());
    }

    private ConnectedAccount create(AuthorizationDetails details, Struct apiConfig) {
        return call(
                        tenant,
                        "CreateConnectedAccount",
                        CreateConnectedAccountRequest.newBuilder()
                                .setConnector("databricksworkspace")
                                .setIdentifier(identifier)
                                .setConnectedAccount(CreateConnectedAccount.newBuilder()
                                        .setAuthorizationDetails(details)
                                        .setApiConfig(apiConfig))
                                .build(),
                        CreateConnectedAccountResponse.getDefaultInstance())
                .getConnectedAccount();
    }

    private void delete() {
        call(
                tenant,
                "DeleteConnectedAccount",
                DeleteConnectedAccountRequest.newBuilder()
                        .setIdentifier(identifier)
                        .build(),
                DeleteConnectedAccountResponse.getDefaultInstance());
    }

    private ListConnectedAccountsResponse list(Tenant by) {
        return call(
                by,
                "ListConnectedAccounts",
                ListConnectedAccountsRequest.getDefaultInstance(),
                ListConnectedAccountsResponse.getDefaultInstance());
    }

    private <I extends Message, O extends Message> O call(Tenant by, String method, I message, O answer) {
        @SuppressWarnings("unchecked")
        I form = (I) message.getDefaultInstanceForType();
        return client.call(GrpcClient.method(SERVICE + method, form, answer), message, "Bearer " + by.apiKey());
    }

    private static AuthorizationDetails details(Struct fields) {
        return AuthorizationDetails.newBuilder()
                .setStaticAuth(StaticAuth.newBuilder().setDetails(fields))
                .build();
    }

    private static Struct fields() {
        return Struct.newBuilder()
                .putFields("domain", text(Gateway.HOST))
                .putFields("client_id", text("service-principal"))
                .putFields("client_secret", text(SECRET))
                .build();
    }

    private static Struct config(String name, Value value) {
        return Struct.newBuilder().putFields(name, value).build();
    }

    private static Value struct(Object... namesAndValues) {
        Struct.Builder struct = Struct.newBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            struct.putFields((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        }
        return Value.newBuilder().setStructValue(struct).build();
    }

    private static Value number(double number) {
        return Value.newBuilder().setNumberValue(number).build();
    }

    private static Value bool(boolean value) {
        return Value.newBuilder().setBoolValue(value).build();
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    private static void refused(Status.Code code, ThrowingCallable call) {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(code));
    }
}
