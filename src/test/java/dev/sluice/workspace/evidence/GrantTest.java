package dev.sluice.workspace.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantTest {
    @ParameterizedTest
    @CsvSource({
        "Catalog,            main,                     CATALOG `main`",
        "Catalog,            my.catalog,               CATALOG `my.catalog`",
        "Schema,             main.sales,               SCHEMA `main`.`sales`",
        "Schema,             main.sales.eu,            SCHEMA `main`.`sales.eu`",
        "Schema,             `my.catalog`.sales,       SCHEMA `my.catalog`.`sales`",
        "Table,              main.sales.`a``b`,        TABLE `main`.`sales`.`a``b`",
        "Table,              main.sales.it's,          TABLE `main`.`sales`.`it's`",
        "View,               main.sales.v,             VIEW `main`.`sales`.`v`",
        "Routine or Model,   main.sales.f,             FUNCTION `main`.`sales`.`f`",
        "Volume,             main.sales.v,             VOLUME `main`.`sales`.`v`",
        "External Location,  landing,                  EXTERNAL LOCATION `landing`",
        "Metastore,          metastore_aws,            METASTORE",
        "Table,              main.sales.`a` TO `root`, TABLE `main`.`sales`.`a TO root`"
    })
    void quotesEachPartOfAName(String kind, String name, String on) {
        assertThat(Grant.of("SELECT", kind, name).statement("app-1"))
                .isEqualTo("GRANT SELECT ON " + on + " TO `app-1`");
    }

    @Test
    void quotesWhomItIsFor() {
        assertThat(Grant.of("BROWSE", "Catalog", "main").statement("a`; DROP"))
                .isEqualTo("GRANT BROWSE ON CATALOG `main` TO `a``; DROP`");
    }

    @Test
    void knowsAllThatReadingATableNeeds() {
        assertThat(Grant.toRead("`main`.`information_schema`.`tables`", "app-1"))
                .isEqualTo("GRANT USE CATALOG ON CATALOG `main` TO `app-1`");
        assertThat(Grant.toRead("`main`.`sales`.`orders`", "app-1"))
                .isEqualTo(
                        "GRANT USE CATALOG ON CATALOG `main` TO `app-1`; GRANT USE SCHEMA ON SCHEMA `main`.`sales` TO"
                                + " `app-1`; GRANT SELECT ON TABLE `main`.`sales`.`orders` TO `app-1`");
    }
}
