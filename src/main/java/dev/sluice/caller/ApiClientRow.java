package dev.sluice.caller;

import dev.sluice.id.ClientId;
import dev.sluice.id.EnvironmentId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "api_client")
class ApiClientRow {
    @Id
    String id;

    String environmentId;
    String name;
    byte[] secretDigest;
    /** Separated by spaces, as in OAuth. */
    String scopes;

    /** Separated by spaces. */
    String allowedTools;

    boolean readOnly;
    Instant createdAt;

    @Nullable
    Instant revokedAt;

    ApiClient value() {
        return new ApiClient(
                new ClientId(id),
                new EnvironmentId(environmentId),
                name,
                Set.of(scopes.split(" ")),
                ToolPolicy.stored(allowedTools, readOnly),
                createdAt,
                revokedAt);
    }
}
