/** What each request of an admitted call passes: tap, circuit breaker, time-out and retry. Uses workspace and the floor. */
@NullMarked
package dev.sluice.guard.request;

import org.jspecify.annotations.NullMarked;
