package dev.sluice.caller;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Who may administer environments, API clients and API keys. */
@ConfigMapping(prefix = "sluice.operator")
public interface OperatorConfig {

    /** The operator's bearer token, at least 32 characters. Without one, that administration is switched off. */
    Optional<String> token();
}
