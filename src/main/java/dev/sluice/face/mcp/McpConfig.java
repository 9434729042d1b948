package dev.sluice.face.mcp;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The Model Context Protocol. */
@ConfigMapping(prefix = "sluice.mcp")
interface McpConfig {

    /** How long the answer of a tool may be, at most 1 MiB: longer ones are cut, and say how to go on. */
    @WithDefault("256K")
    MemorySize mostResultBytes();

    /** The origins of web pages that may call; {@code :*} stands for any port. */
    @WithDefault("http://localhost:*,http://127.0.0.1:*,http://[::1]:*")
    List<String> allowedOrigins();

    /** The hosts that requests may be for, as the {@code Host} header has them; all if none is named. */
    Optional<List<String>> allowedHosts();

    /** How often a client that asked for progress hears that its call goes on. */
    @WithDefault("5s")
    Duration progressInterval();
}
