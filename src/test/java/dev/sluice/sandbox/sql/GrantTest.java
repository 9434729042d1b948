package dev.sluice.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantTest {
    private static final String INSUFFICIENT =
            "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have %s. SQLSTATE: 42501";

    @Test
    void readsWithUseAndSelect() {
        Sql reader = Sql.as("reader")
                .granted(Privilege.USE_CATALOG, "main")
                .granted(Privilege.USE_SCHEMA, "main", "sales")
                .granted(Privilege.SELECT, "main", "sales", "orders");

        assertThat(reader.value("SELECT count(*) FROM main.sales.orders")).isEqualTo("5000");
        assertThat(reader.failure("SELECT * FROM main.sales.customers"))
                .hasMessage(INSUFFICIENT.formatted("SELECT on Table 'main.sales.customers'"));
    }

    @Test
    void hidesWhatThePrincipalHasNoPrivilegeOn() {
        SqlFailure failure = Sql.as("stranger").failure("SELECT * FROM main.vault.ledger");

        assertThat(failure.sqlState()).isEqualTo("42P01");
        assertThat(failure)
                .hasMessageStartingWith(
                        "[TABLE_OR_VIEW_NOT_FOUND] The table or view `main`.`vault`.`ledger` cannot be found.");
    }

    @Test
    void asksForTheUseOfSchemaAndCatalogToo() {
        Sql browser = Sql.as("browser").granted(Privilege.BROWSE, "main");
        String read = "SELECT * FROM main.hr.salaries";

        assertThat(browser.failure(read)).hasMessage(INSUFFICIENT.formatted("USE CATALOG on Catalog 'main'"));
        browser.granted(Privilege.USE_CATALOG, "main");
        assertThat(browser.failure(read)).hasMessage(INSUFFICIENT.formatted("USE SCHEMA on Schema 'main.hr'"));
        browser.granted(Privilege.USE_SCHEMA, "main", "hr");
        assertThat(browser.failure(read)).hasMessage(INSUFFICIENT.formatted("SELECT on Table 'main.hr.salaries'"));
        browser.granted(Privilege.SELECT, "main", "hr", "salaries");
        assertThat(browser.run(read).rowCount()).isEqualTo(40);
    }

    @Test
    void grantsToAllThroughTheirGroup() {
        Grants grants = Sql.GLOBEX.grants();
        Securable sales = Securable.schema("globex", "sales");

        grants.grant(Grants.ACCOUNT_USERS, Privilege.SELECT, sales);
        boolean held = grants.allows("anybody", Privilege.SELECT, Securable.table("globex", "sales", "orders"));
        grants.revoke(Grants.ACCOUNT_USERS, Privilege.SELECT, sales);

        assertThat(held).isTrue();
        assertThat(grants.allows("anybody", Privilege.SELECT, sales)).isFalse();
    }

    @Test
    void takesAllPrivilegesForAllButManage() {
        Sql admin = Sql.as("all-on-main").granted(Privilege.ALL_PRIVILEGES, "main");

        assertThat(admin.value("SELECT count(*) FROM main.vault.ledger")).isEqualTo("100");
        assertThat(admin.failure("DROP TABLE main.vault.ledger"))
                .hasMessage("PERMISSION_DENIED: User does not have MANAGE on Table 'main.vault.ledger'.");
    }

    @Test
    void grantsAndRevokesBySql() {
        Sql owner = Sql.owner();
        Sql clerk =
                Sql.as("clerk").granted(Privilege.USE_CATALOG, "main").granted(Privilege.USE_SCHEMA, "main", "sales");

        owner.run("GRANT SELECT, MODIFY ON TABLE main.sales.products TO `clerk`");
        assertThat(clerk.value("SELECT count(*) FROM main.sales.products")).isEqualTo("60");
        owner.run("REVOKE SELECT ON TABLE main.sales.products FROM `clerk`");

        assertThat(clerk.failure("SELECT * FROM main.sales.products").sqlState())
                .isEqualTo("42501");
        assertThat(clerk.failure("GRANT SELECT ON TABLE main.sales.products TO `clerk`"))
                .hasMessage("PERMISSION_DENIED: User does not have MANAGE on Table 'main.sales.products'.");
    }

    @Test
    void asksForModifyToWrite() {
        Sql reader = Sql.as("only-reads")
                .granted(Privilege.USE_CATALOG, "main")
                .granted(Privilege.USE_SCHEMA, "main", "sales")
                .granted(Privilege.SELECT, "main", "sales");

        for (String change : new String[] {
            "INSERT INTO main.sales.products VALUES (1, 'a', 'b', 1)",
            "UPDATE main.sales.products SET price = 0",
            "DELETE FROM main.sales.products",
            "TRUNCATE TABLE main.sales.products",
            "MERGE INTO main.sales.products p USING main.sales.products q ON p.product_id = q.product_id WHEN MATCHED THEN DELETE"
        }) {
            assertThat(reader.failure(change))
                    .hasMessage(INSUFFICIENT.formatted("MODIFY on Table 'main.sales.products'"));
        }
        assertThat(reader.failure("CREATE TABLE main.sales.mine (a INT)"))
                .hasMessage("PERMISSION_DENIED: User does not have CREATE TABLE on Schema 'main.sales'.");
        assertThat(reader.failure("CREATE SCHEMA main.mine"))
                .hasMessage("PERMISSION_DENIED: User does not have CREATE SCHEMA on Catalog 'main'.");
    }

    @Test
    void givesAViewsRowsToWhoMayReadTheViewAlone() {
        Sql.owner().run("CREATE VIEW main.scratch.high_salaries AS SELECT * FROM main.hr.salaries WHERE salary > 0");
        Sql viewer = Sql.as("viewer")
                .granted(Privilege.USE_CATALOG, "main")
                .granted(Privilege.USE_SCHEMA, "main", "scratch")
                .granted(Privilege.SELECT, "main", "scratch", "high_salaries");

        assertThat(viewer.value("SELECT count(*) FROM main.scratch.high_salaries"))
                .isEqualTo("40");
        assertThat(viewer.failure("SELECT * FROM main.hr.salaries").sqlState()).isEqualTo("42P01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM range(1) WHERE EXISTS (SELECT * FROM main.vault.ledger)",
                "SELECT (SELECT max(amount) FROM main.vault.ledger)",
                "SELECT 1 ORDER BY (SELECT max(amount) FROM main.vault.ledger)",
                "SELECT 1 LIMIT (SELECT count(*) FROM main.vault.ledger)",
                "SELECT count(*) OVER (ORDER BY (SELECT max(amount) FROM main.vault.ledger)) FROM range(1)",
                "SELECT count(*) FILTER (WHERE EXISTS (SELECT * FROM main.vault.ledger)) FROM range(1)",
                "SELECT 1 GROUP BY (SELECT max(amount) FROM main.vault.ledger)",
                "SELECT * FROM range(1) JOIN range(2) ON EXISTS (SELECT * FROM main.vault.ledger)",
                "SELECT 1 UNION ALL SELECT amount FROM main.vault.ledger",
                "WITH ledger AS (SELECT * FROM main.vault.ledger) SELECT * FROM ledger",
                "WITH RECURSIVE l AS (SELECT 1 UNION ALL SELECT amount FROM main.vault.ledger) SELECT * FROM l",
                "SELECT * FROM range((SELECT max(entry_id) FROM main.vault.ledger))",
                "SELECT * FROM range(1), LATERAL (SELECT * FROM main.vault.ledger)",
                "SELECT transform(array(1), x -> (SELECT max(amount) FROM main.vault.ledger))",
                "SELECT CASE WHEN EXISTS (FROM main.vault.ledger) THEN 1 END",
                "VALUES ((SELECT max(amount) FROM main.vault.ledger))",
                "TABLE main.vault.ledger",
                "FROM main.vault.ledger",
                "SELECT * FROM MAIN . VAULT /* */ . `ledger`",
                "SELECT * FROM IDENTIFIER('main.vault.ledger')",
                "SELECT * FROM (SELECT 1) LATERAL VIEW explode(array((SELECT max(amount) FROM main.vault.ledger))) t AS x",
                "DESCRIBE TABLE main.vault.ledger",
                "SHOW COLUMNS IN main.vault.ledger"
            })
    void findsATableWhereverItIsHidden(String statement) {
        SqlFailure failure = Sql.as("burglar").failure(statement);

        assertThat(failure.sqlState()).isEqualTo("42P01");
        assertThat(failure).hasMessageContaining("ledger` cannot be found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO main.scratch.loot SELECT amount FROM main.vault.ledger",
                "INSERT INTO main.scratch.loot WITH l AS (TABLE main.vault.ledger) SELECT amount FROM l",
                "INSERT INTO main.scratch.loot VALUES ((SELECT max(amount) FROM main.vault.ledger))",
                "UPDATE main.scratch.loot SET a = (SELECT max(amount) FROM main.vault.ledger)",
                "UPDATE main.scratch.loot SET a = 1 WHERE a IN (SELECT amount FROM main.vault.ledger)",
                "DELETE FROM main.scratch.loot WHERE a IN (SELECT amount FROM main.vault.ledger)",
                "MERGE INTO main.scratch.loot l USING main.vault.ledger v ON l.a = v.amount WHEN NOT MATCHED THEN INSERT (a) VALUES (v.amount)",
                "MERGE INTO main.scratch.loot l USING (SELECT amount FROM main.vault.ledger) v ON l.a = v.amount WHEN MATCHED THEN DELETE",
                "MERGE INTO main.scratch.loot l USING (SELECT 1 AS a) v ON l.a = v.a WHEN NOT MATCHED THEN INSERT (a) VALUES ((SELECT max(amount) FROM main.vault.ledger))",
                "CREATE TABLE main.scratch.copied AS SELECT * FROM main.vault.ledger",
                "CREATE VIEW main.scratch.seen AS SELECT * FROM main.vault.ledger"
            })
    void findsATableInWhatIsWritten(String statement) {
        Sql writer = Sql.as("writer")
                .granted(Privilege.USE_CATALOG, "main")
                .granted(Privilege.USE_SCHEMA, "main", "scratch")
                .granted(Privilege.CREATE_TABLE, "main", "scratch");
        writer.run("CREATE TABLE IF NOT EXISTS main.scratch.loot (a DECIMAL(18,4))");

        assertThat(writer.failure(statement).sqlState()).isEqualTo("42P01");
    }
}
