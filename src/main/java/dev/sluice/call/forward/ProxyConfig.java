package dev.sluice.call.forward;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** What callers may ask of workspaces by requests of their own, through {@code /proxy} and the workspace door. */
@ConfigMapping(prefix = "sluice.proxy")
public interface ProxyConfig {
    /** The methods that are passed on. */
    @WithDefault("GET,HEAD,POST,PUT,PATCH,DELETE")
    List<String> methods();

    /**
     * The paths that are passed on: {@code *} stands for anything within a segment, {@code **} at the end for any
     * segments.
     */
    @WithDefault("/api/**")
    List<String> paths();

    /**
     * Of these, the paths that are not passed on; after {@code WRITE} only to methods other than GET and HEAD. The
     * default has what makes, shows or changes credentials, and who may sign in.
     */
    @WithDefault("/api/*/token/**,/api/*/tokens/**,/api/*/token-management/**,/api/*/preview/token/**,"
            + "/api/*/oauth2/**,/api/*/oidc/**,/api/*/accounts/**,/api/*/secrets/get,"
            + "/api/*/unity-catalog/temporary-*/**,/api/*/unity-catalog/public/**,/api/*/database/credentials/**,"
            + "/api/*/postgres/credentials/**,/api/*/mlflow/artifacts/credentials-for-*/**,"
            + "/api/*/mlflow/traces/*/credentials-for-*/**,/api/*/mlflow/logged-models/*/artifacts/credentials-for-*/**,"
            + "/api/*/mlflow/unity-catalog/model-versions/generate-temporary-credentials,"
            + "/api/*/unity-catalog/recipients/**,"
            + "/api/*/lakeview/dashboards/*/published/tokeninfo,"
            + "WRITE /api/*/scim/**,WRITE /api/*/preview/scim/**,WRITE /api/*/account/scim/**,"
            + "WRITE /api/*/permissions/authorization/**,WRITE /api/*/preview/permissions/authorization/**,"
            + "WRITE /api/*/git-credentials/**,"
            + "WRITE /api/*/unity-catalog/credentials/**,WRITE /api/*/unity-catalog/storage-credentials/**,"
            + "WRITE /api/*/unity-catalog/connections/**")
    List<String> deniedPaths();

    /** The headers of requests that are passed on. What frames a body, names a host or proves who asks never is. */
    @WithDefault("accept,accept-language,content-type,content-encoding,content-language,content-disposition,"
            + "content-md5,content-digest,digest,if-match,if-none-match,if-modified-since,if-unmodified-since,if-range,"
            + "range,idempotency-key,user-agent,x-request-id")
    List<String> requestHeaders();

    /** The largest body of a request, in bytes. */
    @WithDefault("268435456")
    long maxRequestBytes();

    /** The largest body of an answer, in bytes. */
    @WithDefault("1073741824")
    long maxAnswerBytes();

    /** How much longer than a tool's request the workspace may take for the head of its answer. */
    @WithDefault("30s")
    Duration patience();

    /** Time for which nothing may move, in either direction. */
    @WithDefault("60s")
    Duration idleTimeout();

    /** Time for a whole body, in either direction. */
    @WithDefault("15m")
    Duration totalTimeout();
}
