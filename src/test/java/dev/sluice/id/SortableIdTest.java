package dev.sluice.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SortableIdTest {
    @Test
    void isItsPrefixAndTwentySixCharactersWithoutTheAmbiguousOnes() {
        assertThat(SortableId.next("exe_")).matches("exe_[0-9a-hjkmnp-tv-z]{26}");
    }

    @Test
    void beginsWithTheMillisecondOfItsBirth() {
        assertThat(at(0)).startsWith("x_0000000000");
        assertThat(at(31)).startsWith("x_000000000z");
        assertThat(at(32)).startsWith("x_0000000010");
        assertThat(at((1L << 48) - 1)).startsWith("x_7zzzzzzzzz");
    }

    @Test
    void sortsAsTextByTimeOfBirth() {
        List<String> ids = LongStream.of(1, 31, 32, 1023, 1024, 1_700_000_000_000L, 1_700_000_000_001L, 1L << 47)
                .mapToObj(SortableIdTest::at)
                .toList();

        assertThat(ids).isSorted();
    }

    @Test
    void tellsTheMillisecondOfItsBirth() {
        LongStream.of(0, 31, 32, 1_700_000_000_001L, (1L << 48) - 1)
                .forEach(millis -> assertThat(SortableId.time(at(millis))).isEqualTo(Instant.ofEpochMilli(millis)));
    }

    @Test
    void aTimeSortsBeforeThoseBornThenOrLaterAndBehindAllOthers() {
        String bound = SortableId.first("x_", Instant.ofEpochMilli(1_700_000_000_001L));

        assertThat(bound).isGreaterThan(at(1_700_000_000_000L)).isLessThan(at(1_700_000_000_001L));
        assertThat(SortableId.first("x_", Instant.MIN)).isLessThan(at(0));
        assertThat(SortableId.first("x_", Instant.MAX)).isGreaterThan(at(1_700_000_000_001L));
    }

    @Test
    void differsFromEveryOtherOfItsMillisecond() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            ids.add(at(7));
        }

        assertThat(ids).hasSize(20_000);
    }

    @Test
    void usesEveryCharacterOfTheAlphabetAtEveryRandomPlace() {
        List<Set<Character>> seen = java.util.stream.IntStream.range(0, 16)
                .<Set<Character>>mapToObj(place -> new HashSet<>())
                .toList();
        for (int i = 0; i < 5_000; i++) {
            String random = at(7).substring("x_".length() + 10);
            for (int place = 0; place < 16; place++) {
                seen.get(place).add(random.charAt(place));
            }
        }

        assertThat(seen).allSatisfy(characters -> assertThat(characters).hasSize(32));
    }

    @Test
    void everyKindOfIdCarriesItsPrefixAndPrintsAsItself() {
        assertThat(AccountId.next().toString()).startsWith("ca_").hasSize(29);
        assertThat(ClientId.next().toString()).startsWith("cli_").hasSize(30);
        assertThat(ConnectionId.next().toString()).startsWith("conn_").hasSize(31);
        assertThat(EnvironmentId.next().toString()).startsWith("env_").hasSize(30);
    }

    private static String at(long millis) {
        return SortableId.next("x_", InstantSource.fixed(Instant.ofEpochMilli(millis)));
    }
}
