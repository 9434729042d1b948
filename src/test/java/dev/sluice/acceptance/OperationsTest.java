package dev.sluice.acceptance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import dev.sluice.testing.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresResource.class)
class OperationsTest {

    @Test
    void isReadyOnceTheDatabaseAnswers() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.find { it.name == 'database' }.data.answers", equalTo(true));
    }

    @Test
    void describesItsPathsInOpenApi() {
        Map<String, Object> paths = given().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("info.title", equalTo("Sluice"))
                .body("paths.'/api/v1/connected_accounts'.post.summary", equalTo("Create a connected account"))
                .body("components.securitySchemes", hasKey("caller"))
                .body("components.securitySchemes", hasKey("operator"))
                .extract()
                .path("paths");

        assertThat(paths)
                .containsKeys(
                        "/oauth/token",
                        "/keys",
                        "/api/v1/environments",
                        "/api/v1/connections/app",
                        "/api/v1/connected_accounts",
                        "/api/v1/connected_accounts:get_or_create");
    }
}
