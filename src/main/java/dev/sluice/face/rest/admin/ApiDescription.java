package dev.sluice.face.rest.admin;

import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** What the OpenAPI document says of the whole. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Sluice",
                        version = "v1",
                        description = "A gateway through which AI agents call Databricks workspaces. Every failure is"
                                + " an RFC 9457 problem with a code, whose move it is, and the next step."))
@SecurityScheme(
        securitySchemeName = ApiDescription.CALLER,
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "An API key (slk_…), or an access token from POST /oauth/token.")
@SecurityScheme(
        securitySchemeName = ApiDescription.OPERATOR,
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "The operator's token, sluice.operator.token.")
final class ApiDescription {
    static final String CALLER = "caller";
    static final String OPERATOR = "operator";

    private ApiDescription() {}
}
