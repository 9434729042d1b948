package dev.sluice.app;

import dev.sluice.caller.Operator;
import dev.sluice.caller.OperatorConfig;
import dev.sluice.event.webhook.TargetPolicy;
import dev.sluice.event.webhook.WebhookConfig;
import dev.sluice.vault.VaultConfig;
import dev.sluice.vault.VaultKeys;
import dev.sluice.workspace.HostPolicy;
import dev.sluice.workspace.WorkspaceConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Refuses to start in production on a configuration that is not safe, and says all that is wrong at once. */
@Singleton
final class ProductionReadiness {
    private final VaultConfig vault;
    private final OperatorConfig operator;
    private final WorkspaceConfig workspace;
    private final WebhookConfig webhooks;

    ProductionReadiness(VaultConfig vault, OperatorConfig operator, WorkspaceConfig workspace, WebhookConfig webhooks) {
        this.vault = vault;
        this.operator = operator;
        this.workspace = workspace;
        this.webhooks = webhooks;
    }

    void check(@Observes @Priority(1) StartupEvent start, LaunchMode mode) {
        List<String> complaints = mode == LaunchMode.NORMAL ? complaints() : List.of();
        if (!complaints.isEmpty()) {
            throw new UnsafeConfigurationException(complaints);
        }
    }

    List<String> complaints() {
        List<String> complaints = new ArrayList<>(VaultKeys.complaints(vault));
        if (VaultKeys.areKnownToEveryone(vault)) {
            complaints.add(
                    "a vault key is the one for development, which is public; make one with `openssl rand -base64 32`");
        }
        complaints.addAll(Operator.complaints(operator));
        complaints.addAll(HostPolicy.complaints(workspace));
        complaints.addAll(TargetPolicy.complaints(webhooks));
        return complaints;
    }
}
