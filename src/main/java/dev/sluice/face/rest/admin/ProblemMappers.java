package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.sluice.caller.OAuthException;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import dev.sluice.fault.Problem;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tells every failure of administration as a problem document; none of them shows a stack trace or SQL. */
final class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    Response fault(FaultException failure) {
        return told(failure.fault());
    }

    @ServerExceptionMapper
    Response json(MismatchedInputException failure) {
        return told(JsonFault.of(failure));
    }

    @ServerExceptionMapper
    Response json(JsonProcessingException failure) {
        return told(JsonFault.of(failure));
    }

    /** What Quarkus REST itself refuses: paths, methods, media types, and JSON that its reader wrapped. */
    @ServerExceptionMapper
    Response framework(WebApplicationException failure) {
        if (failure.getCause() instanceof JsonProcessingException json) {
            return told(JsonFault.of(json));
        }
        Response refused = failure.getResponse();
        Response.ResponseBuilder answer = answer(FrameworkFault.of(refused.getStatus()), refused.getStatus());
        Object allowed = refused.getHeaders().getFirst(HttpHeaders.ALLOW);
        return allowed == null
                ? answer.build()
                : answer.header(HttpHeaders.ALLOW, allowed).build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        LOG.error("Administration failed inside the gateway", failure);
        return told(Fault.of(FaultCode.INTERNAL, "The gateway failed", "Look into its log, or report it"));
    }

    /** The token endpoint's refusals have a form of their own (RFC 6749 §5.2). */
    @ServerExceptionMapper
    Response oauth(OAuthException failure) {
        boolean unauthorized = failure.error().equals("invalid_client");
        Response.ResponseBuilder answer = Response.status(unauthorized ? 401 : 400)
                .type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(new JsonObject()
                        .put("error", failure.error())
                        .put("error_description", failure.description())
                        .encode());
        return unauthorized
                ? answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"sluice\"")
                        .build()
                : answer.build();
    }

    private static Response told(Fault fault) {
        return answer(fault, fault.code().httpStatus()).build();
    }

    private static Response.ResponseBuilder answer(Fault fault, int status) {
        Response.ResponseBuilder answer = Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(fault, null).put("status", status).encode());
        if (fault.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, fault.retryAfterSeconds());
        }
        if (fault.code() == FaultCode.UNAUTHENTICATED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"sluice\"");
        }
        return answer;
    }
}
