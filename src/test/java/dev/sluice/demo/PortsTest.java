package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void takesTheUsualPortWhereItIsFree() {
        int usual = Ports.free(1);

        assertThat(Ports.choose(Map.of(), "SLUICE_PORT", usual, 1)).isEqualTo(usual);
    }

    @Test
    void takesAnotherPortWhereTheUsualOneIsBusy() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int chosen = Ports.choose(Map.of("SLUICE_PORT", " "), "SLUICE_PORT", busy.getLocalPort(), 1);

            assertThat(chosen).isPositive().isNotEqualTo(busy.getLocalPort());
        }
    }

    @Test
    void refusesABusyPortThatWasAskedForByName() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(busy.getLocalPort(), 1);

            assertThatThrownBy(() -> Ports.choose(Map.of("SLUICE_PORT", port), "SLUICE_PORT", 8080, 1))
                    .hasMessage("Port " + port + " (SLUICE_PORT) is busy. Name another one.");
        }
    }

    @Test
    void refusesWhatIsNoPort() {
        assertThatThrownBy(() -> Ports.choose(Map.of("SLUICE_PORT", "http"), "SLUICE_PORT", 8080, 1))
                .hasMessage("SLUICE_PORT must be a port from 1 to 65535, not 'http'.");
        assertThatThrownBy(() -> Ports.choose(Map.of("SLUICE_PORT", "65536"), "SLUICE_PORT", 8080, 1))
                .hasMessage("SLUICE_PORT must be a port from 1 to 65535, not '65536'.");
    }
}
