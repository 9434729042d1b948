package dev.sluice.sandbox.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The workspace's service principals and their secrets. Thread-safe; a removed principal stays known to its tokens. */
public final class Principals {
    private record Entry(Principal principal, Set<String> secrets, boolean active) {
        @Override
        public String toString() {
            return "Entry[" + principal + ", active=" + active + "]";
        }
    }

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    public void add(Principal principal, String secret) {
        entries.put(principal.clientId(), new Entry(principal, Set.of(secret), true));
    }

    public List<Principal> all() {
        return entries.values().stream().map(Entry::principal).toList();
    }

    public Optional<Principal> find(String clientId) {
        return Optional.ofNullable(entries.get(clientId)).map(Entry::principal);
    }

    public boolean isActive(Principal principal) {
        Entry entry = entries.get(principal.clientId());
        return entry != null && entry.active;
    }

    /** The principal whose id and secret these are; empty tells nothing about which of the two was wrong. */
    Optional<Principal> authenticate(@Nullable String clientId, @Nullable String secret) {
        Entry entry = clientId == null ? null : entries.get(clientId);
        if (entry == null
                || secret == null
                || !entry.active
                || entry.secrets.stream().noneMatch(held -> same(held, secret))) {
            return Optional.empty();
        }
        return Optional.of(entry.principal);
    }

    public void revoke(String clientId) {
        entries.computeIfPresent(clientId, (id, entry) -> new Entry(entry.principal, entry.secrets, false));
    }

    public void restore(String clientId) {
        entries.computeIfPresent(clientId, (id, entry) -> new Entry(entry.principal, entry.secrets, true));
    }

    /** Replaces all secrets of a principal by this one. */
    public void rotate(String clientId, String secret) {
        entries.computeIfPresent(clientId, (id, entry) -> new Entry(entry.principal, Set.of(secret), entry.active));
    }

    /** One more secret beside those that a principal has. */
    public void addSecret(String clientId, String secret) {
        entries.computeIfPresent(
                clientId,
                (id, entry) -> new Entry(
                        entry.principal,
                        Stream.concat(entry.secrets.stream(), Stream.of(secret))
                                .collect(Collectors.toUnmodifiableSet()),
                        entry.active));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
