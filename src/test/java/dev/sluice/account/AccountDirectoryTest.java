package dev.sluice.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.caller.Caller;
import dev.sluice.caller.ToolPolicy;
import dev.sluice.id.AccountId;
import dev.sluice.id.EnvironmentId;
import dev.sluice.store.Changes;
import dev.sluice.testing.Gateway;
import dev.sluice.testing.Gateway.Tenant;
import dev.sluice.testing.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresResource.class)
class AccountDirectoryTest {
    private Tenant tenant;

    @Inject
    AccountDirectory directory;

    @Inject
    AccountRepository accounts;

    @Inject
    ConnectionRepository connections;

    @BeforeEach
    void setUp() {
        tenant = Gateway.tenant();
    }

    @Test
    void findsTheSameAccountByIdAndByIdentifier() {
        String id = tenant.account("one", "s");

        assertThat(resolved(directory, new AccountSelector(id, null, null)))
                .isEqualTo(resolved(directory, new AccountSelector(null, null, "one")))
                .isEqualTo(resolved(directory, new AccountSelector("", "databricksworkspace", "one")))
                .returns(new AccountId(id), ConnectedAccount::id);
    }

    @Test
    void servesAHeldAccountOnTheCallersThread() {
        // Told of no changes: the word of the account's creation may come at any time.
        AccountDirectory replica = new AccountDirectory(accounts, connections, Changes.NONE);
        tenant.account("warm", "s");
        ConnectedAccount first = resolved(replica, new AccountSelector(null, null, "warm"));
        Thread[] served = new Thread[1];

        replica.resolve(caller(), new AccountSelector(null, null, "warm"))
                .subscribe()
                .with(account -> {
                    assertThat(account).isSameAs(first);
                    served[0] = Thread.currentThread();
                });

        assertThat(served[0]).isSameAs(Thread.currentThread());
    }

    @Test
    void anotherReplicaSeesANewAccountOfAHeldIdentifierAtOnce() {
        AccountDirectory replica = new AccountDirectory(accounts, connections, Changes.NONE);
        tenant.account("both", "s");
        resolved(replica, new AccountSelector(null, "databricksworkspace", "both"));

        tenant.asks()
                .body(Map.of("name", "finance"))
                .post("/api/v1/connections")
                .then()
                .statusCode(201);
        tenant.asks()
                .body(Map.of("identifier", "both", "connector", "finance"))
                .post("/api/v1/connected_accounts")
                .then()
                .statusCode(201);

        assertThat(resolved(replica, new AccountSelector(null, "finance", "both"))
                        .connection())
                .isEqualTo("finance");
    }

    @Test
    void revokesAnAccountWhoseCredentialsTheWorkspaceRefused() {
        AccountId id = new AccountId(tenant.account("refused", "s"));

        await(directory.revoke(id, 1, "The workspace said invalid_client twice"));

        assertThat(resolved(directory, new AccountSelector(id.value(), null, null)))
                .returns(AccountStatus.REVOKED, ConnectedAccount::status)
                .returns("The workspace said invalid_client twice", ConnectedAccount::cause);
    }

    @Test
    void doesNotRevokeForCredentialsThatWereReplacedMeanwhile() {
        AccountId id = new AccountId(tenant.account("replaced", "old"));
        tenant.asks()
                .body(Map.of("id", id.value(), "client_secret", "new"))
                .put("/api/v1/connected_accounts")
                .then()
                .statusCode(200);

        await(directory.revoke(id, 1, "The workspace said invalid_client twice"));

        assertThat(resolved(directory, new AccountSelector(id.value(), null, null)))
                .returns(AccountStatus.ACTIVE, ConnectedAccount::status)
                .returns(2L, ConnectedAccount::credentialVersion);
    }

    @Test
    void doesNotRevokeWhatWasSwitchedOff() {
        AccountId id = new AccountId(tenant.account("off", "s"));
        tenant.asks()
                .post("/api/v1/connected_accounts/{id}:disconnect", id.value())
                .then()
                .statusCode(200);

        await(directory.revoke(id, 1, "The workspace said invalid_client twice"));

        assertThat(resolved(directory, new AccountSelector(id.value(), null, null))
                        .status())
                .isEqualTo(AccountStatus.DISCONNECTED);
    }

    private ConnectedAccount resolved(AccountDirectory directory, AccountSelector selector) {
        return await(directory.resolve(caller(), selector));
    }

    private Caller caller() {
        return new Caller(new EnvironmentId(tenant.environment()), "cli_test", Set.of(), ToolPolicy.OPEN);
    }

    private static <T> T await(Uni<T> result) {
        return result.await().atMost(Duration.ofSeconds(10));
    }
}
