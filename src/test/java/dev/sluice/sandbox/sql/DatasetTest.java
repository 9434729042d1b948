package dev.sluice.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private final Sql acme = Sql.owner();
    private final Sql globex = Sql.ownerOfTheOther();

    @Test
    void holdsAMillionRealFlightsAndMoreWithAUniqueKey() {
        assertThat(acme.rows("SELECT count(*), count(DISTINCT flight_id), min(flight_id), max(flight_id)"
                        + " FROM main.flights.flights"))
                .containsExactly(List.of("2000000", "2000000", "1", "2000000"));
        assertThat(globex.rows("SELECT count(*), min(flight_id), max(flight_id) FROM globex.flights.flights"))
                .containsExactly(List.of("1000000", "2000001", "3000000"));
    }

    @Test
    void keepsTheWorkspacesApart() {
        assertThat(acme.failure("SELECT * FROM globex.sales.orders").sqlState()).isEqualTo("42P01");
        assertThat(globex.failure("SELECT * FROM main.sales.orders").sqlState()).isEqualTo("42P01");
        assertThat(acme.value("SELECT sum(total_amount) FROM main.sales.orders"))
                .isNotEqualTo(globex.value("SELECT sum(total_amount) FROM globex.sales.orders"));
    }

    @Test
    void hasOrdersOfEveryStatus() {
        assertThat(acme.rows("SELECT DISTINCT status FROM main.sales.orders ORDER BY 1"))
                .containsExactly(
                        List.of("cancelled"),
                        List.of("delivered"),
                        List.of("paid"),
                        List.of("pending"),
                        List.of("shipped"));
    }

    @Test
    void keepsItsForeignKeys() {
        assertThat(
                        acme.value(
                                "SELECT count(*) FROM main.sales.orders LEFT ANTI JOIN main.sales.customers USING (customer_id)"))
                .isEqualTo("0");
        assertThat(
                        acme.value(
                                "SELECT count(*) FROM main.sales.order_items LEFT ANTI JOIN main.sales.orders USING (order_id)"))
                .isEqualTo("0");
        assertThat(
                        acme.value(
                                "SELECT count(*) FROM main.flights.flights LEFT ANTI JOIN main.flights.airports ON origin = iata"))
                .isEqualTo("0");
        assertThat(
                        acme.value(
                                "SELECT count(*) FROM main.sales.orders o JOIN (SELECT order_id, sum(quantity * unit_price) AS s"
                                        + " FROM main.sales.order_items GROUP BY order_id) i ON o.order_id = i.order_id AND o.total_amount = i.s"))
                .isEqualTo("5000");
    }

    @Test
    void isTheSameWheneverItIsOpened() {
        try (SqlEngine again = SqlEngine.open(Dataset.ACME)) {
            assertThat(again.catalogue().tables(Dataset.ACME.owner(), "main", "sales", false))
                    .extracting(Catalogue.TableEntry::name)
                    .containsExactly("customers", "order_items", "orders", "products");
        }
        assertThat(acme.value("SELECT sum(total_amount) FROM main.sales.orders"))
                .isEqualTo("5303925.20");
    }

    @Test
    void runsManyStatementsAtOnce() {
        List<CompletableFuture<String>> sums = IntStream.range(0, 24)
                .mapToObj(n -> CompletableFuture.supplyAsync(() ->
                        acme.value("SELECT :n + count(*) FROM main.sales.orders", new Parameter("n", "" + n, "INT"))))
                .toList();

        assertThat(sums.stream().map(CompletableFuture::join))
                .containsExactlyElementsOf(
                        IntStream.range(0, 24).mapToObj(n -> "" + (5000 + n)).toList());
    }
}
