package dev.sluice.token;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** What every slot needs to come by tokens. */
@Singleton
class TokenSource {
    final SharedTokens shared;
    final MintGate gate;
    final TokenMint mint;
    final TokenEvents events;
    final TokenMeter meter;
    final TokenConfig config;
    final LongSupplier nanos;
    final RandomGenerator random;
    private final Vertx vertx;

    @Inject
    TokenSource(
            SharedTokens shared,
            MintGate gate,
            TokenMint mint,
            TokenEvents events,
            TokenMeter meter,
            TokenConfig config,
            Vertx vertx) {
        this(shared, gate, mint, events, meter, config, vertx, System::nanoTime, RandomGenerator.getDefault());
    }

    TokenSource(
            SharedTokens shared,
            MintGate gate,
            TokenMint mint,
            TokenEvents events,
            TokenMeter meter,
            TokenConfig config,
            Vertx vertx,
            LongSupplier nanos,
            RandomGenerator random) {
        this.shared = shared;
        this.gate = gate;
        this.mint = mint;
        this.events = events;
        this.meter = meter;
        this.config = config;
        this.vertx = vertx;
        this.nanos = nanos;
        this.random = random;
    }

    long now() {
        return nanos.getAsLong();
    }

    Uni<Long> pause(Duration time) {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(time.toMillis(), emitter::complete));
    }
}
