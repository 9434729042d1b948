package dev.sluice.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoFilterTest {
    private static final String TOKEN = "aabaabaaab";

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "aabaabaaa", "aabaabaabaa", "xaabaabaaaxb", "nothing of it", "aabaabaaaaabaabaaa"})
    void whatDoesNotHoldTheTokenPassesWhole(String body) {
        for (int size = 1; size <= 5; size++) {
            assertThat(passed(body, size)).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aabaabaaab", "x aabaabaaab y", "aabaabaabaaab", "aaaabaabaaab", "aabaabaaaaabaabaaab"})
    void noneOfTheTokenPassesHoweverTheBodyIsParted(String body) {
        for (int size = 1; size <= body.length(); size++) {
            String passed = passed(body, size);

            assertThat(passed).endsWith("!");
            assertThat(body.substring(0, body.indexOf(TOKEN))).startsWith(passed.substring(0, passed.length() - 1));
        }
    }

    @Test
    void findsTheTokenWhereverAPlainSearchDoes() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder body = new StringBuilder();
            int length = random.nextInt(40);
            for (int i = 0; i < length; i++) {
                body.append(random.nextInt(3) == 0 ? 'b' : 'a');
            }
            String passed = passed(body.toString(), 1 + random.nextInt(7));

            assertThat(passed.endsWith("!")).isEqualTo(body.indexOf(TOKEN) >= 0);
        }
    }

    @Test
    void looksIntoHeadersToo() {
        EchoFilter filter = new EchoFilter(Authorization.bearer(TOKEN));

        assertThat(filter.isIn(MultiMap.caseInsensitiveMultiMap().add("X-Seen", "Bearer " + TOKEN)))
                .isTrue();
        assertThat(filter.isIn(MultiMap.caseInsensitiveMultiMap().add("X-Seen", "aab")))
                .isFalse();
    }

    /** What comes through, in parts of a size; with a mark at the end where it was stopped. */
    private static String passed(String body, int size) {
        EchoFilter filter = new EchoFilter(Authorization.bearer(TOKEN));
        StringBuilder passed = new StringBuilder();
        for (int from = 0; from < body.length(); from += size) {
            Buffer safe = filter.pass(Buffer.buffer(body.substring(from, Math.min(body.length(), from + size))));
            if (safe == null) {
                return passed + "!";
            }
            passed.append(safe);
        }
        return passed.append(filter.rest()).toString();
    }
}
