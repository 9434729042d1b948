package dev.sluice.sandbox.files;

import dev.sluice.sandbox.auth.Principal;
import dev.sluice.sandbox.tree.TreePath;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What a workspace opens with: a home for each principal, shared notebooks, and one folder with very many files. */
final class FileSeed {
    private static final int EXPORTS = 5000;
    private final WorkspaceFiles files;

    FileSeed(WorkspaceFiles files) {
        this.files = files;
    }

    void plant(List<Principal> principals) {
        files.mkdirs(FolderRights.REPOS);
        principals.forEach(principal -> home(FolderRights.USERS.child(principal.clientId())));
        home(FolderRights.USERS.child("ada.abara@example.com"));
        shared();
        exports();
    }

    private void home(TreePath home) {
        files.mkdirs(home.child("queries"));
        notebook(home.child("Getting Started"), Language.PYTHON, """
                print("Hello, lakehouse")

                # COMMAND ----------

                display(spark.table("main.sales.orders").limit(10))
                """);
        notebook(home.child("queries").child("Daily revenue"), Language.SQL, """
                SELECT date(created_at) AS day, sum(amount) AS revenue
                FROM main.sales.orders
                GROUP BY ALL
                """);
        file(home.child("notes.txt"), Buffer.buffer("Ask finance about the fiscal calendar.\n"));
    }

    private void shared() {
        TreePath etl = FolderRights.SHARED.child("etl");
        files.mkdirs(etl);
        notebook(etl.child("load_orders"), Language.SCALA, "spark.read.table(\"main.sales.orders\").count()\n");
        notebook(etl.child("forecast"), Language.R, "summary(orders)\n");
        file(etl.child("README.md"), Buffer.buffer("# Nightly load\n\nRuns at two.\n"));
    }

    private void exports() {
        TreePath exports = FolderRights.SHARED.child("exports");
        files.mkdirs(exports);
        Buffer content = Buffer.buffer("order_id,amount\n1,9.99\n");
        for (int part = 1; part <= EXPORTS; part++) {
            file(exports.child("part-%05d.csv".formatted(part)), content);
        }
    }

    private void notebook(TreePath path, Language language, String source) {
        files.put(Import.notebook(new WorkspacePath("", path), language, Buffer.buffer(source), false));
    }

    private void file(TreePath path, Buffer content) {
        files.put(Import.file(new WorkspacePath("", path), content, false));
    }
}
