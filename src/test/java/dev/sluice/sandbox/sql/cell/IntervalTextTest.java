package dev.sluice.sandbox.sql.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = "-->",
            quoteCharacter = '^',
            value = {
                "1 year 2 months --> INTERVAL '1-2' YEAR TO MONTH",
                "-14 months --> INTERVAL '-1-2' YEAR TO MONTH",
                "3 days --> INTERVAL '3 00:00:00' DAY TO SECOND",
                "3 days 26:03:04.5 --> INTERVAL '4 02:03:04.5' DAY TO SECOND",
                "-2 days --> INTERVAL '-2 00:00:00' DAY TO SECOND",
                "-01:02:03 --> INTERVAL '-0 01:02:03' DAY TO SECOND",
                "00:00:00 --> INTERVAL '0 00:00:00' DAY TO SECOND"
            })
    void tellsTheTwoKindsApart(String duck, String databricks) {
        assertThat(IntervalText.of(duck)).isEqualTo(databricks);
    }
}
