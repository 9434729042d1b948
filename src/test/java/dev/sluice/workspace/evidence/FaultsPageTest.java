package dev.sluice.workspace.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/faults.md is the code's. */
class FaultsPageTest {
    private static final Path PAGE = Path.of("docs", "faults.md");

    @Test
    void isWhatTheCodeSays() throws IOException {
        if (Boolean.getBoolean("faults.write")) {
            Files.writeString(PAGE, FaultsPage.text());
        }

        assertThat(PAGE)
                .as("docs/faults.md; write it anew with ./mvnw test -Dtest=FaultsPageTest -Dfaults.write=true")
                .content()
                .isEqualTo(FaultsPage.text());
    }

    @ParameterizedTest
    @EnumSource
    void namesEveryCode(FaultCode code) {
        assertThat(FaultsPage.text()).containsOnlyOnce("| " + code.title() + " | " + code.httpStatus() + " |");
    }
}
