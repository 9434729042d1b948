package dev.sluice.caller;

import dev.sluice.id.EnvironmentId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "environment")
class EnvironmentRow {
    @Id
    String id;

    String name;
    Instant createdAt;

    Environment value() {
        return new Environment(new EnvironmentId(id), name, createdAt);
    }
}
