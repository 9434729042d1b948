package dev.sluice.sandbox.sql.tree;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.sandbox.sql.error.SqlError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Has DuckDB parse query text to a tree and print a tree as text. */
final class Trees {
    /** About 300 operators or calls within each other: far from what would overflow a thread's stack. */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(600)
            .maxStringLength(Integer.MAX_VALUE)
            .build();

    static final ObjectMapper JSON =
            new ObjectMapper(JsonFactory.builder().streamReadConstraints(LIMITS).build());

    private final Connection connection;

    Trees(Connection connection) {
        this.connection = connection;
    }

    /** The parser's answer: either {@code statements}, or {@code error_message} and {@code position}. */
    JsonNode parse(String sql) throws SQLException {
        return read(call("SELECT json_serialize_sql(CAST(? AS VARCHAR))", sql));
    }

    String print(JsonNode tree) throws SQLException {
        return call("SELECT json_deserialize_sql(CAST(? AS JSON))", tree.toString());
    }

    static ObjectNode read(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (StreamConstraintsException _) {
            throw SqlError.tooComplex();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("DuckDB gave a tree that is no JSON", e);
        }
    }

    private String call(String function, String argument) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(function)) {
            statement.setString(1, argument);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getString(1);
            }
        }
    }
}
