package dev.sluice.sandbox.repos;

import dev.sluice.sandbox.tree.TreePath;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One linked repository.
 *
 * @param id of its object in the workspace
 * @param branch null where a tag is checked out: detached HEAD
 * @param reference branch or tag, which the made-up commit follows
 */
record Repo(
        long id,
        TreePath path,
        String url,
        String provider,
        @Nullable String branch,
        String reference) {
    Repo onBranch(String name) {
        return new Repo(id, path, url, provider, name, name);
    }

    Repo onTag(String name) {
        return new Repo(id, path, url, provider, null, name);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("id", id)
                .put("path", path.toString())
                .put("url", url)
                .put("provider", provider);
        if (branch != null) {
            json.put("branch", branch);
        }
        return json.put("head_commit_id", commit());
    }

    private String commit() {
        try {
            byte[] text = (url + "#" + reference).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
