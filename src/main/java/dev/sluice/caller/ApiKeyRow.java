package dev.sluice.caller;

import dev.sluice.id.EnvironmentId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "api_key")
class ApiKeyRow {
    @Id
    String id;

    String environmentId;
    String name;
    String hint;
    byte[] digest;
    /** Separated by spaces, as in OAuth. */
    String scopes;

    /** Separated by spaces. */
    String allowedTools;

    boolean readOnly;
    Instant createdAt;

    @Nullable
    Instant revokedAt;

    ApiKey value() {
        return new ApiKey(
                id,
                new EnvironmentId(environmentId),
                name,
                hint,
                Set.of(scopes.split(" ")),
                ToolPolicy.stored(allowedTools, readOnly),
                createdAt,
                revokedAt);
    }

    Caller caller() {
        return new Caller(
                new EnvironmentId(environmentId),
                id,
                Set.of(scopes.split(" ")),
                ToolPolicy.stored(allowedTools, readOnly));
    }
}
