package dev.sluice.face.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import dev.sluice.account.AccountQuery;
import dev.sluice.account.AccountSelector;
import dev.sluice.account.AccountSettings;
import dev.sluice.account.Accounts;
import dev.sluice.account.CredentialFields;
import dev.sluice.account.Credentials;
import dev.sluice.account.SettingFields;
import dev.sluice.caller.Caller;
import dev.sluice.face.grpc.wire.accounts.AuthorizationDetails;
import dev.sluice.face.grpc.wire.accounts.CreateConnectedAccountRequest;
import dev.sluice.face.grpc.wire.accounts.CreateConnectedAccountResponse;
import dev.sluice.face.grpc.wire.accounts.DeleteConnectedAccountRequest;
import dev.sluice.face.grpc.wire.accounts.DeleteConnectedAccountResponse;
import dev.sluice.face.grpc.wire.accounts.DisconnectConnectedAccountRequest;
import dev.sluice.face.grpc.wire.accounts.DisconnectConnectedAccountResponse;
import dev.sluice.face.grpc.wire.accounts.GetConnectedAccountByIdentifierRequest;
import dev.sluice.face.grpc.wire.accounts.GetConnectedAccountByIdentifierResponse;
import dev.sluice.face.grpc.wire.accounts.GetConnectedAccountRequest;
import dev.sluice.face.grpc.wire.accounts.GetConnectedAccountResponse;
import dev.sluice.face.grpc.wire.accounts.ListConnectedAccountsRequest;
import dev.sluice.face.grpc.wire.accounts.ListConnectedAccountsResponse;
import dev.sluice.face.grpc.wire.accounts.UpdateConnectedAccountRequest;
import dev.sluice.face.grpc.wire.accounts.UpdateConnectedAccountResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code scalekit.v1.connected_accounts.ConnectedAccountService}, as far as agents use it. */
@Singleton
final class AccountService {
    private static final String SERVICE = "/scalekit.v1.connected_accounts.ConnectedAccountService/";
    private static final String STATIC_AUTH = "/connected_account/authorization_details/static_auth";
    private static final String API_CONFIG = "/connected_account/api_config";
    private static final int USUAL_PAGE = 30;

    private final Accounts accounts;

    AccountService(Accounts accounts) {
        this.accounts = accounts;
    }

    Map<String, UnaryMethod> methods() {
        return Map.of(
                SERVICE + "GetConnectedAccount", this::get,
                SERVICE + "GetConnectedAccountAuth", this::find,
                SERVICE + "GetConnectedAccountDetails", this::find,
                SERVICE + "ListConnectedAccounts", this::list,
                SERVICE + "CreateConnectedAccount", this::create,
                SERVICE + "UpdateConnectedAccount", this::update,
                SERVICE + "DeleteConnectedAccount", this::delete,
                SERVICE + "DisconnectConnectedAccount", this::disconnect);
    }

    private Uni<byte[]> get(byte[] message, UnaryContext context) throws InvalidProtocolBufferException {
        GetConnectedAccountRequest request = GetConnectedAccountRequest.parseFrom(message);
        return answer(
                context,
                caller -> accounts.get(caller, byId(request.getId())),
                account -> GetConnectedAccountResponse.newBuilder()
                        .setConnectedAccount(AccountMessages.of(account))
                        .build());
    }

    /** Both of the SDKs' look-ups by identifier; neither shows a secret. */
    private Uni<byte[]> find(byte[] message, UnaryContext context) throws InvalidProtocolBufferException {
        GetConnectedAccountByIdentifierRequest request = GetConnectedAccountByIdentifierRequest.parseFrom(message);
        return answer(
                context,
                caller -> accounts.get(
                        caller, selector(request.getId(), request.getConnector(), request.getIdentifier())),
                account -> GetConnectedAccountByIdentifierResponse.newBuilder()
                        .setConnectedAccount(AccountMessages.of(account))
                        .build());
    }

    private Uni<byte[]> list(byte[] message, UnaryContext context) throws InvalidProtocolBufferException {
        ListConnectedAccountsRequest request = ListConnectedAccountsRequest.parseFrom(message);
        List<String> connections =
                request.getConnector().isEmpty() ? request.getConnectionNamesList() : List.of(request.getConnector());
        AccountQuery query = new AccountQuery(
                connections,
                given(request.getIdentifier()),
                given(request.getQuery()),
                request.getPageSize() == 0 ? USUAL_PAGE : request.getPageSize(),
                given(request.getPageToken()));
        return answer(context, caller -> accounts.list(caller, query), page -> {
            ListConnectedAccountsResponse.Builder response = ListConnectedAccountsResponse.newBuilder()
                    .setTotalSize((int) page.total())
                    .setNextPageToken(page.next() == null ? "" : page.next());
            page.items().forEach(account -> response.addConnectedAccounts(AccountMessages.inList(account)));
            return response.build();
        });
    }

    private Uni<byte[]> create(byte[] message, UnaryContext context) throws InvalidProtocolBufferException {
        CreateConnectedAccountRequest request = CreateConnectedAccountRequest.parseFrom(message);
        return answer(
                context,
                caller -> accounts.create(
                        caller,
                        given(request.getConnector()),
                        request.getIdentifier(),
                        credentials(request.getConnectedAccount().getAuthorizationDetails()),
                        settings(request.getConnectedAccount().getApiConfig())),
                account -> CreateConnectedAccountResponse.newBuilder()
                        .setConnectedAccount(AccountMessages.of(account))
                        .build());
    }

    private Uni<byte[]> update(byte[] message, UnaryContext context) throws InvalidProtocolBufferException {
        UpdateConnectedAccountRequest request = UpdateConnectedAccountRequest.parseFrom(message);
        return answer(
                context,
                caller -> accounts.update(
                        caller,
                        selector(request.getId(), request.getConnector(), request.getIdentifier()),
                        credentials(request.getConnectedAccount().getAuthorizationDetails()),
                        settings(request.getConnectedAccount().getApiConfig())),
                account -> UpdateConnectedAccountResponse.newBuilder()
                        .setConnectedAccount(AccountMessages.of(account))
                        .build());
    }

    private Uni<byte[]> delete(byte[] message, UnaryContext context) throws InvalidProtocolBufferException {
        DeleteConnectedAccountRequest request = DeleteConnectedAccountRequest.parseFrom(message);
        return answer(
                context,
                caller -> accounts.delete(
                                caller, selector(request.getId(), request.getConnector(), request.getIdentifier()))
                        .replaceWith(true),
                deleted -> DeleteConnectedAccountResponse.getDefaultInstance());
    }

    private Uni<byte[]> disconnect(byte[] message, UnaryContext context) throws InvalidProtocolBufferException {
        DisconnectConnectedAccountRequest request = DisconnectConnectedAccountRequest.parseFrom(message);
        return answer(
                context,
                caller -> accounts.disconnect(caller, byId(request.getId())),
                account -> DisconnectConnectedAccountResponse.newBuilder()
                        .setConnectedAccount(AccountMessages.of(account))
                        .build());
    }

    private <T> Uni<byte[]> answer(
            UnaryContext context, Function<Caller, Uni<? extends T>> act, Function<T, Message> message) {
        return act.apply(context.caller()).map(done -> message.apply(done).toByteArray());
    }

    private static Credentials credentials(AuthorizationDetails details) {
        return details.hasStaticAuth()
                ? CredentialFields.read(Structs.toJson(details.getStaticAuth().getDetails()), STATIC_AUTH + "/details")
                : Credentials.NONE;
    }

    private static AccountSettings settings(Struct apiConfig) {
        return SettingFields.read(Structs.toJson(apiConfig), API_CONFIG);
    }

    private static AccountSelector byId(String id) {
        return new AccountSelector(id, null, null);
    }

    private static AccountSelector selector(String id, String connector, String identifier) {
        return new AccountSelector(given(id), given(connector), given(identifier));
    }

    private static @Nullable String given(String text) {
        return text.isEmpty() ? null : text;
    }
}
