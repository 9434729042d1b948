package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class EmbeddedDatabaseTest {
    @Test
    void answersQueriesUntilItIsClosed() throws SQLException {
        EmbeddedDatabase database = EmbeddedDatabase.start();

        try (Connection connection = open(database);
                ResultSet answer = connection.createStatement().executeQuery("select current_database()")) {
            assertThat(answer.next()).isTrue();
            assertThat(answer.getString(1)).isEqualTo("sluice");
        }
        database.close();

        assertThatThrownBy(() -> open(database)).isInstanceOf(SQLException.class);
    }

    private static Connection open(Database database) throws SQLException {
        return DriverManager.getConnection("jdbc:" + database.url(), database.user(), database.password());
    }
}
