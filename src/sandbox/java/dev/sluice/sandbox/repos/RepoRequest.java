package dev.sluice.sandbox.repos;

import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.files.WorkspacePath;
import dev.sluice.sandbox.http.Fields;
import dev.sluice.sandbox.http.Refusal;
import dev.sluice.sandbox.tree.TreePath;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A create call, checked. Databricks REST: Repos API; the provider compares without case. */
record RepoRequest(String url, String provider, TreePath path) {
    private static final List<String> PROVIDERS = List.of(
            "gitHub",
            "bitbucketCloud",
            "gitLab",
            "azureDevOpsServices",
            "gitHubEnterprise",
            "bitbucketServer",
            "gitLabEnterpriseEdition",
            "awsCodeCommit");

    static RepoRequest read(JsonObject body, Principal principal) {
        Fields fields = new Fields(body);
        String url = fields.text("url");
        if (url == null || url.isEmpty()) {
            throw Refusal.of(400, "INVALID_PARAMETER_VALUE", "Git repository URL missing for project");
        }
        return new RepoRequest(url, provider(fields.required("provider")), path(fields.text("path"), url, principal));
    }

    private static String provider(String name) {
        return PROVIDERS.stream()
                .filter(provider -> provider.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> Refusal.field(
                        "provider", "The provider " + name + " is not one of " + String.join(", ", PROVIDERS) + "."));
    }

    private static TreePath path(@Nullable String asked, String url, Principal principal) {
        if (asked != null && !asked.isEmpty()) {
            return WorkspacePath.of(asked).path();
        }
        String name = url.replaceFirst("\\.git$", "").replaceFirst("^.*/", "");
        return TreePath.of("Repos", principal.clientId(), name);
    }
}
