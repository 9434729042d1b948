package dev.sluice.call.forward;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where the doors of workspaces are. */
@ConfigMapping(prefix = "sluice.door")
public interface DoorConfig {
    /**
     * The origin of all doors, such as {@code https://*.workspaces.example.com}, whose wildcard name leads to the gateway.
     * Without it there are none.
     */
    Optional<String> origin();
}
