package dev.sluice.acceptance;

import dev.sluice.demo.Database;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL in a container of the image that {@code SLUICE_POSTGRES_IMAGE} names. */
final class ContainerDatabase implements Database {
    private final PostgreSQLContainer container;

    private ContainerDatabase(PostgreSQLContainer container) {
        this.container = container;
    }

    static ContainerDatabase start() {
        String image = System.getenv().getOrDefault("SLUICE_POSTGRES_IMAGE", "postgres:18");
        PostgreSQLContainer container =
                new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
        container.start();
        return new ContainerDatabase(container);
    }

    @Override
    public String url() {
        return "postgresql://" + container.getHost() + ":" + container.getFirstMappedPort() + "/"
                + container.getDatabaseName();
    }

    @Override
    public String user() {
        return container.getUsername();
    }

    @Override
    public String password() {
        return container.getPassword();
    }

    @Override
    public void close() {
        container.stop();
    }
}
