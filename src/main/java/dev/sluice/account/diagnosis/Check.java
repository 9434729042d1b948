package dev.sluice.account.diagnosis;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing to look at.
 *
 * @param name on the wire
 * @param needs the check without which this one can find nothing; null for the first
 * @param look looks; a {@link dev.sluice.fault.FaultException} is a finding too
 */
record Check(String name, @Nullable String needs, Supplier<Uni<Finding>> look) {}
