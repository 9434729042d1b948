package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.error.platform.ResourceAlreadyExists;
import com.databricks.sdk.core.error.platform.ResourceDoesNotExist;
import com.databricks.sdk.service.files.Delete;
import com.databricks.sdk.service.files.FileInfo;
import com.databricks.sdk.service.files.Move;
import com.databricks.sdk.service.files.Put;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of DBFS, in blocks. */
class DbfsTest {
    private static final String ROOT = "/api/2.0/dbfs";
    private static final int BLOCK = 1 << 20;
    private static Sandbox sandbox;
    private static Workspace workspace;
    private static WorkspaceClient sdk;
    private static Wire wire;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.globex()).start();
        workspace = sandbox.first();
        sdk = Sdk.as(workspace, "sales-only");
        wire = Wire.as(workspace, "sales-only");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void givesBackWhatTheSdkWroteInSeveralBlocks() throws IOException {
        byte[] content = new byte[2 * BLOCK + 17];
        new Random(1).nextBytes(content);
        Path path = Path.of("/tmp/blocks/big.bin");

        sdk.dbfs().write(path, content);

        assertThat(sdk.dbfs().readAllBytes(path)).isEqualTo(content);
        assertThat(sdk.dbfs().getStatus(path.toString()).getFileSize()).isEqualTo(content.length);
    }

    @Test
    void listsWhatLiesInADirectory() {
        put("/tmp/listed/b.txt", "bee", false);
        put("dbfs:/tmp/listed/a.txt", "a", false);
        sdk.dbfs().mkdirs("/tmp/listed/deep/down");

        assertThat(sdk.dbfs().list("/tmp/listed"))
                .extracting(FileInfo::getPath)
                .containsExactly("/tmp/listed/a.txt", "/tmp/listed/b.txt", "/tmp/listed/deep");
        assertThat(sdk.dbfs().recursiveList("/tmp/listed")).hasSize(4);
        assertThat(sdk.dbfs().list("/tmp/listed/b.txt"))
                .extracting(FileInfo::getFileSize)
                .containsExactly(3L);
        assertThat(wire.get(ROOT + "/list?path=/tmp/listed/deep/down").body()).isEqualTo("{}");
    }

    @Test
    void readsFromAnOffsetToTheEnd() {
        put("/tmp/offset.txt", "0123456789", false);

        assertThat(wire.get(ROOT + "/read?path=/tmp/offset.txt&offset=7&length=100")
                        .body())
                .isEqualTo("{\"bytes_read\":3,\"data\":\"Nzg5\"}");
        assertThat(wire.get(ROOT + "/read?path=/tmp/offset.txt&offset=10").body())
                .isEqualTo("{\"bytes_read\":0,\"data\":\"\"}");
    }

    @Test
    void readsHalfABlockUnlessItIsTold() {
        put("/tmp/half.bin", "x".repeat(BLOCK), false);

        assertThat(wire.getJson(ROOT + "/read?path=/tmp/half.bin").getInteger("bytes_read"))
                .isEqualTo(BLOCK / 2);
        assertThat(wire.getJson(ROOT + "/read?path=/tmp/half.bin&length=" + BLOCK)
                        .getInteger("bytes_read"))
                .isEqualTo(BLOCK);
        assertThat(Refused.of(wire.get(ROOT + "/read?path=/tmp/half.bin&length=" + (BLOCK + 1)))
                        .code())
                .isEqualTo("MAX_READ_SIZE_EXCEEDED");
    }

    @Test
    void takesOneBlockInOneCallAndNoMore() {
        JsonObject put = new JsonObject().put("path", "/tmp/block.bin");

        assertThat(Refused.of(wire.post(
                                ROOT + "/put",
                                put.copy().put("contents", base64(BLOCK + 1)).encode()))
                        .code())
                .isEqualTo("MAX_BLOCK_SIZE_EXCEEDED");
        assertThat(wire.post(ROOT + "/put", put.put("contents", base64(BLOCK)).encode())
                        .body())
                .isEqualTo("{}");
    }

    @Test
    void overwritesWhenItIsToldTo() {
        put("/tmp/over.txt", "old", false);

        assertThatThrownBy(() -> put("/tmp/over.txt", "new", false)).isInstanceOf(ResourceAlreadyExists.class);
        put("/tmp/over.txt", "new", true);

        assertThat(wire.getJson(ROOT + "/read?path=/tmp/over.txt").getString("data"))
                .isEqualTo("bmV3");
        assertThat(Refused.of(wire.post(ROOT + "/put", "{\"path\":\"/tmp\",\"contents\":\"\",\"overwrite\":true}")))
                .isEqualTo(new Refused(
                        400,
                        "RESOURCE_ALREADY_EXISTS",
                        "A file or directory already exists at the input path dbfs:/tmp."));
    }

    @Test
    void deletesAFullDirectoryOnlyWithAllThatIsInIt() {
        put("/tmp/full/a.txt", "a", false);

        assertThat(Refused.of(wire.post(ROOT + "/delete", "{\"path\":\"/tmp/full\"}")))
                .isEqualTo(new Refused(
                        400, "IO_ERROR", "Directory is not empty. Use recursive delete or remove contents first."));
        sdk.dbfs().delete(new Delete().setPath("/tmp/full").setRecursive(true));

        assertThatThrownBy(() -> sdk.dbfs().getStatus("/tmp/full/a.txt")).isInstanceOf(ResourceDoesNotExist.class);
    }

    @Test
    void deletesNothingWithoutComplaint() {
        assertThat(wire.post(ROOT + "/delete", "{\"path\":\"/tmp/nothing\"}").body())
                .isEqualTo("{}");
    }

    @Test
    void movesADirectoryWithAllThatIsInIt() {
        put("/tmp/from/deep/a.txt", "a", false);

        sdk.dbfs().move(new Move().setSourcePath("/tmp/from").setDestinationPath("/tmp/to"));

        assertThat(sdk.dbfs().getStatus("/tmp/to/deep/a.txt").getFileSize()).isEqualTo(1);
        assertThatThrownBy(() -> sdk.dbfs().getStatus("/tmp/from")).isInstanceOf(ResourceDoesNotExist.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "get-status", "read"})
    void saysThatAFileIsAbsent(String operation) {
        assertThat(Refused.of(wire.get(ROOT + "/" + operation + "?path=/no/where")))
                .isEqualTo(
                        new Refused(404, "RESOURCE_DOES_NOT_EXIST", "No file or directory exists on path /no/where."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list?path=tmp",
                "list",
                "read?path=/tmp",
                "read?path=/FileStore/regions.csv&offset=-1",
                "read?path=/FileStore/regions.csv&length=-1",
                "read?path=/FileStore/regions.csv&length=many",
            })
    void refusesAWrongParameter(String operation) {
        Refused refused = Refused.of(wire.get(ROOT + "/" + operation));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("INVALID_PARAMETER_VALUE");
    }

    @Test
    void forgetsAStreamThatNobodyFills() {
        long handle = wire.postJson(ROOT + "/create", new JsonObject().put("path", "/tmp/idle.txt"))
                .getLong("handle");

        workspace.clock().advance(Duration.ofMinutes(11));

        assertThat(Refused.of(wire.post(ROOT + "/close", "{\"handle\":" + handle + "}"))
                        .code())
                .isEqualTo("RESOURCE_DOES_NOT_EXIST");
    }

    private static void put(String path, String text, boolean overwrite) {
        String contents = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        sdk.dbfs().put(new Put().setPath(path).setContents(contents).setOverwrite(overwrite));
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
