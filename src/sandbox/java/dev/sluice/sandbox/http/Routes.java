package dev.sluice.sandbox.http;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The route table: method and path template ({@code /a/{id}/b}) to endpoint. Databricks REST: an unknown path is 404
 * with an empty body; a known path under the wrong verb is 404 ENDPOINT_NOT_FOUND.
 */
public final class Routes {
    private record Route(String method, String template, List<String> segments, Endpoint endpoint) {
        @Nullable
        Map<String, String> match(List<String> path) {
            if (!fits(path)) {
                return null;
            }
            Map<String, String> parameters = new HashMap<>();
            for (int i = 0; i < path.size(); i++) {
                String expected = segments.get(i);
                if (expected.startsWith("{")) {
                    parameters.put(expected.substring(1, expected.length() - 1), path.get(i));
                }
            }
            return parameters;
        }

        private boolean fits(List<String> path) {
            if (path.size() != segments.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                String expected = segments.get(i);
                if (!expected.startsWith("{") && !expected.equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Route> routes = new ArrayList<>();

    public Routes get(String template, Endpoint endpoint) {
        return add("GET", template, endpoint);
    }

    public Routes post(String template, Endpoint endpoint) {
        return add("POST", template, endpoint);
    }

    public Routes delete(String template, Endpoint endpoint) {
        return add("DELETE", template, endpoint);
    }

    public Routes patch(String template, Endpoint endpoint) {
        return add("PATCH", template, endpoint);
    }

    public Routes put(String template, Endpoint endpoint) {
        return add("PUT", template, endpoint);
    }

    private Routes add(String method, String template, Endpoint endpoint) {
        routes.add(new Route(method, template, List.of(template.split("/", -1)), endpoint));
        return this;
    }

    /** Finds the endpoint and runs it; never throws. */
    public Future<Reply> dispatch(Call call) {
        List<String> path = call.segments();
        boolean known = false;
        for (Route route : routes) {
            Map<String, String> parameters = route.match(path);
            if (parameters != null && route.method.equals(call.method())) {
                call.matched(route.template, parameters);
                return run(route.endpoint, call);
            }
            known |= parameters != null;
        }
        return known ? Future.failedFuture(wrongVerb(call)) : Future.succeededFuture(Reply.empty(404));
    }

    private static Future<Reply> run(Endpoint endpoint, Call call) {
        try {
            return endpoint.handle(call);
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    private static Refusal wrongVerb(Call call) {
        String path = call.path().replaceFirst("^/api/2\\.\\d", "");
        return Refusal.of(404, "ENDPOINT_NOT_FOUND", "No API found for '" + call.method() + " " + path + "'");
    }
}
