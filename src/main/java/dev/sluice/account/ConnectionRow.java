package dev.sluice.account;

import dev.sluice.guard.limit.OwnLimits;
import dev.sluice.id.ConnectionId;
import dev.sluice.id.EnvironmentId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "connection")
class ConnectionRow {
    @Id
    String id;

    String environmentId;
    String name;
    String provider;
    Instant createdAt;

    /** As {@link OwnLimits#toJson} writes them. */
    @Nullable
    String limits;

    static ConnectionRow named(String name, String provider, EnvironmentId environment) {
        ConnectionRow row = new ConnectionRow();
        row.id = ConnectionId.next().value();
        row.environmentId = environment.value();
        row.name = name;
        row.provider = provider;
        row.createdAt = Instant.now();
        return row;
    }

    Connection value() {
        return new Connection(
                new ConnectionId(id),
                new EnvironmentId(environmentId),
                name,
                provider,
                OwnLimits.ofJson(limits),
                createdAt);
    }
}
