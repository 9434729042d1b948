package dev.sluice.token;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

/** Tells observers in the application. */
@Singleton
final class CdiTokenEvents implements TokenEvents {
    private final Event<CredentialsRejected> rejections;
    private final Event<RefreshFailed> failures;

    CdiTokenEvents(Event<CredentialsRejected> rejections, Event<RefreshFailed> failures) {
        this.rejections = rejections;
        this.failures = failures;
    }

    @Override
    public void rejected(CredentialsRejected event) {
        rejections.fire(event);
    }

    @Override
    public void failed(RefreshFailed event) {
        failures.fire(event);
    }
}
