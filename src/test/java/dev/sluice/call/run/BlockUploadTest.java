package dev.sluice.call.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockUploadTest {
    private static String put(byte[] content) {
        return "{'path':'/tmp/f','overwrite':true,'contents_base64':'"
                + Base64.getEncoder().encodeToString(content) + "'}";
    }

    private static byte[] random(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_048_575})
    void aSmallFileIsOneRequest(int size) {
        ScriptedWorkspace workspace = ScriptedWorkspace.answering(request -> "{}");

        workspace.run("dbfs_put", put(random(size)));

        assertThat(workspace.uris()).containsExactly("/api/2.0/dbfs/put");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_048_576, 2_000_000, 2_097_152})
    void aLargerFileIsWrittenBlockByBlock(int size) {
        byte[] content = random(size);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ScriptedWorkspace workspace = ScriptedWorkspace.answering(request -> {
            JsonNode body = ScriptedWorkspace.json(
                    Objects.requireNonNull(request.body()).toString());
            if (body.has("data")) {
                byte[] block = Base64.getDecoder().decode(body.get("data").asText());
                assertThat(block).hasSizeLessThanOrEqualTo(1_048_576);
                written.writeBytes(block);
            }
            return request.path().endsWith("create") ? "{\"handle\":9007199254740993}" : "{}";
        });

        workspace.run("dbfs_put", put(content));

        assertThat(written.toByteArray()).isEqualTo(content);
        assertThat(workspace.uris()).startsWith("/api/2.0/dbfs/create").endsWith("/api/2.0/dbfs/close");
        assertThat(String.valueOf(workspace.seen.getFirst().body()))
                .isEqualTo("{\"path\":\"/tmp/f\",\"overwrite\":true}");
        assertThat(String.valueOf(workspace.seen.getLast().body())).isEqualTo("{\"handle\":9007199254740993}");
    }

    @Test
    void aRefusedFileIsAFault() {
        ScriptedWorkspace workspace = ScriptedWorkspace.scripted(request ->
                ScriptedWorkspace.answer(400, "{\"error_code\":\"RESOURCE_ALREADY_EXISTS\",\"message\":\"exists\"}"));

        FaultException thrown =
                catchThrowableOfType(FaultException.class, () -> workspace.run("dbfs_put", put(random(2_000_000))));

        assertThat(thrown.fault().code()).isEqualTo(FaultCode.WORKSPACE_CONFLICT);
        assertThat(workspace.seen).hasSize(1);
    }
}
