package dev.sluice.account.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableNameTest {
    @ParameterizedTest
    @CsvSource({
        "main.sales.orders,             `main`.`sales`.`orders`",
        "Main.Sales.ORDERS,             `main`.`sales`.`orders`",
        "`main`.`my.sales`.orders,      `main`.`my.sales`.`orders`"
    })
    void readsAFullName(String text, String name) {
        assertThat(TableName.parse(text)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orders", "sales.orders", "a.b.c.d", "a..c", "`a.b.c", "a.b.c`", "a.b.`c``d`"})
    void refusesAnythingElse(String text) {
        FaultException refused = catchThrowableOfType(FaultException.class, () -> TableName.parse(text));

        assertThat(refused.fault().code()).isEqualTo(FaultCode.INVALID_REQUEST);
        assertThat(refused.fault().pointer()).isEqualTo("/table");
    }
}
