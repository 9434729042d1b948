package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.core.error.platform.ResourceAlreadyExists;
import com.databricks.sdk.core.error.platform.ResourceDoesNotExist;
import com.databricks.sdk.service.workspace.Delete;
import com.databricks.sdk.service.workspace.ExportFormat;
import com.databricks.sdk.service.workspace.ExportRequest;
import com.databricks.sdk.service.workspace.Import;
import com.databricks.sdk.service.workspace.ImportFormat;
import com.databricks.sdk.service.workspace.Language;
import com.databricks.sdk.service.workspace.ObjectInfo;
import com.databricks.sdk.service.workspace.ObjectType;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notebooks, files and folders of a workspace. */
class WorkspaceFilesTest {
    private static final String ROOT = "/api/2.0/workspace";
    private static Sandbox sandbox;
    private static Workspace workspace;
    private static WorkspaceClient admin;
    private static WorkspaceClient sdk;
    private static Wire wire;
    private static String home;
    private static String adminsHome;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.globex()).start();
        workspace = sandbox.first();
        admin = Sdk.as(workspace, "admin");
        sdk = Sdk.as(workspace, "sales-only");
        wire = Wire.as(workspace, "sales-only");
        home = "/Users/" + workspace.plan().principal("sales-only").principal().clientId();
        adminsHome = "/Users/" + workspace.plan().allRights().principal().clientId();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void listsAFolder() {
        assertThat(sdk.workspace().list(home))
                .extracting(ObjectInfo::getPath)
                .contains(home + "/Getting Started", home + "/notes.txt", home + "/queries");
        assertThat(sdk.workspace().list(home + "/notes.txt"))
                .extracting(ObjectInfo::getObjectType)
                .containsExactly(ObjectType.FILE);
    }

    @Test
    void listsThousandsOfFilesInOneAnswer() {
        assertThat(sdk.workspace().list("/Shared/exports")).hasSize(5000);
    }

    @Test
    void numbersObjectsBeyondWhatADoubleHolds() {
        assertThat(sdk.workspace().list("/Shared/etl"))
                .extracting(ObjectInfo::getObjectId)
                .doesNotHaveDuplicates()
                .anyMatch(id -> id != (long) (double) id);
    }

    @Test
    void givesBackTheSourceOfANotebookUnderItsHeader() {
        notebook("source", "SELECT 1", Language.SQL);

        assertThat(export(home + "/source", ExportFormat.SOURCE)).isEqualTo("-- Databricks notebook source\nSELECT 1");
        assertThat(sdk.workspace().getStatus(home + "/source").getLanguage()).isEqualTo(Language.SQL);
        assertThat(exported(home + "/source", ExportFormat.SOURCE).getString("file_type"))
                .isEqualTo("sql");
    }

    @Test
    void makesANotebookOfASourceThatSaysItIsOne() {
        put("auto.py", "# Databricks notebook source\nprint(1)");
        put("plain.py", "print(1)");

        assertThat(sdk.workspace().getStatus(home + "/auto").getObjectType()).isEqualTo(ObjectType.NOTEBOOK);
        assertThat(sdk.workspace().getStatus(home + "/plain.py").getObjectType())
                .isEqualTo(ObjectType.FILE);
        assertThat(export(home + "/plain.py", ExportFormat.AUTO)).isEqualTo("print(1)");
    }

    @Test
    void carriesCellsToJupyterAndBack() {
        String source = "# MAGIC %md\n# MAGIC Two *cells*\n\n# COMMAND ----------\n\nprint(1)";
        notebook("cells", source, Language.PYTHON);

        String jupyter = export(home + "/cells", ExportFormat.JUPYTER);
        put("again.ipynb", jupyter);

        assertThat(new JsonObject(jupyter).getJsonArray("cells").size()).isEqualTo(2);
        assertThat(export(home + "/again", ExportFormat.SOURCE)).isEqualTo("# Databricks notebook source\n" + source);
    }

    @Test
    void escapesTheSourceInHtml() {
        notebook("html", "a < b", Language.PYTHON);

        assertThat(export(home + "/html", ExportFormat.HTML))
                .contains("a &lt; b")
                .doesNotContain("a < b");
    }

    @Test
    void exportsAFolderAsAnArchive() throws IOException {
        byte[] sources = Base64.getDecoder()
                .decode(exported("/Shared/etl", ExportFormat.SOURCE).getString("content"));
        byte[] notebooks = Base64.getDecoder()
                .decode(exported("/Shared/etl", ExportFormat.DBC).getString("content"));

        assertThat(names(sources)).containsExactly("README.md", "forecast.r", "load_orders.scala");
        assertThat(names(notebooks)).containsExactly("forecast.r", "load_orders.scala");
    }

    @Test
    void downloadsAFileAsItIs() {
        assertThat(wire.get(ROOT + "/export?direct_download=true&path=" + home + "/notes.txt")
                        .body())
                .isEqualTo("Ask finance about the fiscal calendar.\n");
    }

    @Test
    void overwritesWhenItIsToldTo() {
        notebook("over", "1", Language.PYTHON);
        long id = sdk.workspace().getStatus(home + "/over").getObjectId();

        assertThatThrownBy(() -> notebook("over", "2", Language.PYTHON))
                .isInstanceOf(ResourceAlreadyExists.class)
                .hasMessageStartingWith("Path (" + home + "/over) already exists.");
        sdk.workspace()
                .importContent(content("over", "2")
                        .setFormat(ImportFormat.SOURCE)
                        .setLanguage(Language.R)
                        .setOverwrite(true));

        assertThat(export(home + "/over", ExportFormat.SOURCE)).endsWith("\n2");
        assertThat(sdk.workspace().getStatus(home + "/over").getObjectId()).isEqualTo(id);
        assertThat(Refused.of(wire.post(
                        ROOT + "/import",
                        new JsonObject()
                                .put("path", home + "/over")
                                .put("format", "RAW")
                                .put("content", "")
                                .put("overwrite", true)
                                .encode())))
                .isEqualTo(new Refused(
                        400,
                        "INVALID_PARAMETER_VALUE",
                        "Cannot overwrite the asset at " + home
                                + "/over due to type mismatch (asked: FILE, actual: NOTEBOOK)."));
    }

    @Test
    void deletesAFullFolderOnlyWithAllThatIsInIt() {
        sdk.workspace().mkdirs(home + "/full/deep");

        assertThat(Refused.of(wire.post(ROOT + "/delete", path(home + "/full"))))
                .isEqualTo(new Refused(400, "DIRECTORY_NOT_EMPTY", "Folder (" + home + "/full) is not empty"));
        sdk.workspace().delete(new Delete().setPath(home + "/full").setRecursive(true));

        assertThatThrownBy(() -> sdk.workspace().getStatus(home + "/full/deep"))
                .isInstanceOf(ResourceDoesNotExist.class);
    }

    @Test
    void keepsPrincipalsOutOfEachOthersHomes() {
        assertThat(sdk.workspace().list("/Users"))
                .extracting(ObjectInfo::getPath)
                .containsExactly(home);
        assertThat(admin.workspace().list("/Users"))
                .extracting(ObjectInfo::getPath)
                .contains(home, adminsHome, "/Users/ada.abara@example.com");
        assertThatThrownBy(() -> sdk.workspace().getStatus(adminsHome + "/notes.txt"))
                .isInstanceOf(PermissionDenied.class);
        assertThatThrownBy(() -> sdk.workspace().mkdirs(adminsHome + "/mine")).isInstanceOf(PermissionDenied.class);
        admin.workspace().mkdirs(home + "/from-admin");
    }

    @Test
    void letsEveryoneWorkInShared() {
        sdk.workspace().mkdirs("/Shared/mine");

        admin.workspace().delete(new Delete().setPath("/Shared/mine"));
    }

    @Test
    void spellsPathsAsTheyWereAskedFor() {
        assertThat(sdk.workspace().getStatus("/Workspace" + home).getPath()).isEqualTo("/Workspace" + home);
        assertThat(sdk.workspace().list("/Workspace/Shared"))
                .extracting(ObjectInfo::getPath)
                .contains("/Workspace/Shared/etl");
    }

    @Test
    void saysThatAnObjectOrItsParentIsAbsent() {
        assertThat(Refused.of(wire.get(ROOT + "/get-status?path=/no/where")))
                .isEqualTo(new Refused(404, "RESOURCE_DOES_NOT_EXIST", "Path (/no/where) doesn't exist."));
        assertThatThrownBy(() -> notebook("no/parent", "1", Language.SQL))
                .isInstanceOf(ResourceDoesNotExist.class)
                .hasMessageStartingWith("The parent folder (" + home + "/no) does not exist.");
    }

    @Test
    void seesAFileInTheWayOfAFolder() {
        assertThat(Refused.of(wire.post(ROOT + "/mkdirs", path(home + "/notes.txt/deep"))))
                .isEqualTo(new Refused(
                        400, "RESOURCE_ALREADY_EXISTS", home + "/notes.txt already exists and it is not a folder"));
    }

    @Test
    void refusesMoreThanTenMegabytes() {
        JsonObject file = new JsonObject().put("path", "/Shared/big.bin").put("format", "RAW");

        assertThat(Refused.of(wire.post(
                        ROOT + "/import",
                        file.put("content", base64(new byte[(10 << 20) + 1])).encode())))
                .isEqualTo(new Refused(
                        400,
                        "MAX_NOTEBOOK_SIZE_EXCEEDED",
                        "File size imported is (10485761 bytes), exceeded max size (10485760 bytes)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/Users", "/Shared", "/Repos", "/Workspace/Users/ada.abara@example.com"})
    void protectsTheFoldersThatItNeeds(String path) {
        String body = new JsonObject().put("path", path).put("recursive", true).encode();

        assertThat(Refused.of(Wire.as(workspace, "admin").post(ROOT + "/delete", body))
                        .code())
                .isEqualTo("DIRECTORY_PROTECTED");
    }

    @Test
    void keepsOtherObjectsOutOfTheFoldersOfRepos() {
        assertThat(Refused.of(Wire.as(workspace, "admin").post(ROOT + "/mkdirs", path("/Repos/team/folder"))))
                .isEqualTo(new Refused(400, "DIRECTORY_PROTECTED", "Top-level folder can only contain repos"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\":\"\"}",
                "{\"path\":\"relative\",\"content\":\"\"}",
                "{\"path\":\"/Shared/x\",\"language\":\"SQL\"}",
                "{\"path\":\"/Shared/x\",\"content\":\"\"}",
                "{\"path\":\"/Shared/x\",\"content\":\"\",\"language\":\"COBOL\"}",
                "{\"path\":\"/Shared/x\",\"content\":\"not base64\",\"format\":\"RAW\"}",
                "{\"path\":\"/Shared/x\",\"content\":\"\",\"format\":\"source\"}",
                "{\"path\":\"/Shared/x.ipynb\",\"content\":\"aGk=\",\"format\":\"JUPYTER\"}",
            })
    void refusesAWrongImport(String body) {
        Refused refused = Refused.of(wire.post(ROOT + "/import", body));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("INVALID_PARAMETER_VALUE");
    }

    private static void notebook(String name, String source, Language language) {
        sdk.workspace()
                .importContent(
                        content(name, source).setFormat(ImportFormat.SOURCE).setLanguage(language));
    }

    private static void put(String name, String text) {
        sdk.workspace().importContent(content(name, text).setFormat(ImportFormat.AUTO));
    }

    private static Import content(String name, String text) {
        return new Import().setPath(home + "/" + name).setContent(base64(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String export(String path, ExportFormat format) {
        String content = sdk.workspace()
                .export(new ExportRequest().setPath(path).setFormat(format))
                .getContent();
        return new String(Base64.getDecoder().decode(content), StandardCharsets.UTF_8);
    }

    private static JsonObject exported(String path, ExportFormat format) {
        return wire.getJson(ROOT + "/export?path=" + path + "&format=" + format);
    }

    private static List<String> names(byte[] archive) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    private static String path(String path) {
        return new JsonObject().put("path", path).encode();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
