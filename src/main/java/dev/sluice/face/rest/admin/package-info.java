/**
 * Administration over REST: environments, API clients and keys, the token endpoint, connections and connected accounts,
 * in snake_case JSON, with RFC 9457 problems for whatever goes wrong. Uses caller, account and the floor.
 */
@NullMarked
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Sluice",
                        version = "v1",
                        description = "A gateway through which AI agents call Databricks workspaces. Every failure is"
                                + " an RFC 9457 problem with a code, whose move it is, and the next step."),
        components =
                @Components(
                        securitySchemes = {
                            @SecurityScheme(
                                    securitySchemeName = Access.CALLER,
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "bearer",
                                    description = "An API key (slk_…), or an access token from POST /oauth/token."),
                            @SecurityScheme(
                                    securitySchemeName = Access.OPERATOR,
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "bearer",
                                    description = "The operator's token, sluice.operator.token.")
                        }))
package dev.sluice.face.rest.admin;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.jspecify.annotations.NullMarked;
