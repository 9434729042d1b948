package dev.sluice.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountStatusTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PENDING_AUTH | ACTIVE DISCONNECTED
                    ACTIVE       | ACTIVE EXPIRED REVOKED DISCONNECTED
                    EXPIRED      | ACTIVE DISCONNECTED
                    REVOKED      | ACTIVE DISCONNECTED
                    DISCONNECTED | PENDING_AUTH ACTIVE
                    """)
    void aStatusIsFollowedByTheseAlone(AccountStatus status, String followers) {
        assertThat(Arrays.stream(AccountStatus.values())
                        .filter(status::canBecome)
                        .map(Enum::name)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(followers);
    }
}
