package dev.sluice.face.rest.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to call a new API client or key, and what it may do: everything, if no scope is named. */
record NewCredential(@Nullable String name, @Nullable List<String> scopes) {

    List<String> scopesOrNone() {
        return scopes == null ? List.of() : scopes;
    }
}
