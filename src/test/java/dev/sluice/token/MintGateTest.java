package dev.sluice.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.Settings;
import dev.sluice.token.MintGate.Permit;
import dev.sluice.token.MintGate.Ticket;
import dev.sluice.workspace.WorkspaceHost;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MintGateTest {
    private static final WorkspaceHost ONE = new WorkspaceHost("https", "one.example", 443);
    private static final WorkspaceHost TWO = new WorkspaceHost("https", "two.example", 443);

    private final Vertx vertx = Vertx.vertx();
    private final MintGate gate = new MintGate(
            vertx,
            Settings.of(TokenConfig.class, "sluice.token.max-mints", "3", "sluice.token.max-mints-per-host", "2"));
    private final List<String> entered = new CopyOnWriteArrayList<>();
    private final List<Permit> permits = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void letsNoMoreThanItsNumberMintAtAWorkspaceAndInAll() {
        enter(ONE, false, "a", "b", "c");
        enter(TWO, false, "d", "e");

        assertThat(entered).containsExactly("a", "b", "d");
        assertThat(gate.waiting()).isEqualTo(2);
    }

    @Test
    void givesAFreedPlaceToWhoWaits() {
        enter(ONE, false, "a", "b", "c");

        permits.getFirst().release();
        permits.getFirst().release();

        assertThat(entered).containsExactly("a", "b", "c");
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void servesCallsBeforeRenewals() {
        enter(ONE, false, "a", "b", "renewal");
        enter(ONE, true, "call");

        permits.getFirst().release();

        assertThat(entered).containsExactly("a", "b", "call");
    }

    @Test
    void aRenewalThatACallComesToWaitForGoesFirst() {
        enter(ONE, false, "a", "b", "renewal");
        Ticket urged = enter(ONE, false, "urged").getFirst();
        urged.urge();

        permits.getFirst().release();
        assertThat(entered).containsExactly("a", "b", "urged");
        permits.get(1).release();
        permits.get(2).release();

        assertThat(entered).containsExactly("a", "b", "urged", "renewal");
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void workspacesTakeTurns() {
        enter(ONE, false, "a", "b");
        enter(TWO, false, "c");
        enter(ONE, false, "d", "e");
        enter(TWO, false, "f", "g");

        permits.getFirst().release();
        permits.get(2).release();

        assertThat(entered).hasSize(5);
        assertThat(entered.subList(3, 5)).containsExactlyInAnyOrder("d", "f");
    }

    @Test
    void workspacesThatHangKeepNoOtherFromItsTokens() {
        enter(ONE, false, "hangs", "hangs too");
        enter(new WorkspaceHost("https", "three.example", 443), false, "hangs also");
        enter(TWO, false, "goes on");
        assertThat(entered).hasSize(3);

        await().untilAsserted(() -> assertThat(entered).contains("goes on"));
        permits.forEach(Permit::release);
        enter(ONE, false, "1", "2", "3", "4");
        assertThat(entered).as("two at this workspace, as ever").hasSize(6);
    }

    @Test
    void tenThousandWaitingEnterOneAfterTheOther() {
        enter(ONE, false, IntStream.range(0, 10_000).mapToObj(Integer::toString).toArray(String[]::new));

        for (int i = 0; i < 10_000; i++) {
            permits.get(i).release();
        }

        assertThat(entered).hasSize(10_000).doesNotHaveDuplicates();
        assertThat(gate.waiting()).isZero();
    }

    private List<Ticket> enter(WorkspaceHost host, boolean isUrgent, String... names) {
        List<Ticket> tickets = new ArrayList<>();
        for (String name : names) {
            Ticket ticket = gate.ticket(host, isUrgent);
            ticket.enter().subscribe().with(permit -> {
                entered.add(name);
                permits.add(permit);
            });
            tickets.add(ticket);
        }
        return tickets;
    }
}
