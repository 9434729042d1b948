package dev.sluice.call.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.id.AccountId;
import dev.sluice.testing.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorsTest {
    private static final AccountId ACCOUNT = new AccountId("ca_01h00000000000000000000000");
    private static final String NAME = "ca-01h00000000000000000000000.doors.example.com";

    private final Doors doors = doors("https://*.Doors.example.com:8443");

    @Test
    void anAccountsDoorIsItsIdUnderTheDomain() {
        assertThat(doors.urlOf(ACCOUNT)).isEqualTo("https://" + NAME + ":8443");
        assertThat(doors.at(List.of(NAME))).isEqualTo(new Doors.Door(ACCOUNT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {NAME + ":8443", NAME + ".", NAME + ".:80", "CA-01H00000000000000000000000.DOORS.example.com"})
    void theDoorIsFoundHoweverItsHostIsWritten(String host) {
        assertThat(doors.at(List.of(host, host))).isEqualTo(new Doors.Door(ACCOUNT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x.doors.example.com",
                "ca-1.doors.example.com",
                "ca_01h00000000000000000000000.doors.example.com",
                "x." + NAME,
                NAME + ".other",
                NAME + "..",
                "user@" + NAME,
                NAME + "@other",
                NAME + ":x",
                NAME + "/x",
                NAME + " ",
                NAME + "\u0000",
                "other," + NAME
            })
    void whatTouchesTheDomainAndIsNoDoorIsNowhere(String host) {
        assertThat(doors.at(List.of(host))).isEqualTo(new Doors.Nowhere());
    }

    @Test
    void twoHostsOfWhichOneIsADoorAreNowhere() {
        assertThat(doors.at(List.of("sluice", NAME))).isEqualTo(new Doors.Nowhere());
        assertThat(doors.at(List.of(NAME, "sluice"))).isEqualTo(new Doors.Nowhere());
    }

    @ParameterizedTest
    @ValueSource(strings = {"doors.example.com", "sluice", "xdoors.example.com:80", "", "127.0.0.1:8080", "[::1]:8080"})
    void otherHostsAreElsewhere(String host) {
        assertThat(doors.at(List.of(host))).isEqualTo(new Doors.Elsewhere());
    }

    @Test
    void withoutAnOriginThereAreNone() {
        Doors none = new Doors(Settings.of(DoorConfig.class));

        assertThat(none.at(List.of(NAME))).isEqualTo(new Doors.Elsewhere());
        assertThat(none.urlOf(ACCOUNT)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"doors.example.com", "https://doors.example.com", "https://*", "https://*.a/b", "ftp://*.a"})
    void anOriginThatIsNoneEndsTheStart(String origin) {
        assertThatThrownBy(() -> doors(origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sluice.door.origin");
    }

    private static Doors doors(String origin) {
        return new Doors(Settings.of(DoorConfig.class, "sluice.door.origin", origin));
    }
}
