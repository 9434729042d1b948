package dev.sluice.call.forward;

import dev.sluice.id.AccountId;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The doors of workspaces: each connected account has a host name of its own, at which its workspace answers, for
 * clients that know hosts only. The name is the account's id with a hyphen: {@code ca-….workspaces.example.com}.
 */
@Singleton
public class Doors {
    private static final Pattern ORIGIN =
            Pattern.compile("(https?://)\\*((?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)((?::\\d{1,5})?)");
    private static final Pattern HOST = Pattern.compile("([a-z0-9.-]+?)\\.?(?::\\d{1,5})?");
    private static final Pattern LABEL = Pattern.compile("ca-([0-9a-z]{26})");

    private final String scheme;
    private final @Nullable String domain;
    private final String port;

    Doors(DoorConfig config) {
        String origin = config.origin().orElse("").strip().toLowerCase(Locale.ROOT);
        Matcher parts = ORIGIN.matcher(origin);
        boolean on = parts.matches();
        if (!on && !origin.isEmpty()) {
            throw new IllegalArgumentException(
                    "sluice.door.origin: \"" + origin + "\" is not an origin such as https://*.workspaces.example.com");
        }
        scheme = on ? parts.group(1) : "";
        domain = on ? parts.group(2) : null;
        port = on ? parts.group(3) : "";
    }

    /** Where hosts lead. */
    public sealed interface Place {}

    /** To no door, but to the gateway. */
    public record Elsewhere() implements Place {}

    /** Where all hosts lead that are not about doors. */
    public static final Place ELSEWHERE = new Elsewhere();

    /** To the door of an account, which may not exist. */
    public record Door(AccountId account) implements Place {}

    /** Among the doors, and to none of them. */
    public record Nowhere() implements Place {}

    public boolean areOpen() {
        return domain != null;
    }

    /** Where a request goes, by all the hosts that it names: whatever touches the doors' domain is never elsewhere. */
    public Place at(Collection<String> hosts) {
        if (domain == null) {
            return ELSEWHERE;
        }
        Set<String> names = new HashSet<>();
        boolean touched = false;
        for (String host : hosts) {
            String text = host.toLowerCase(Locale.ROOT);
            Matcher parts = HOST.matcher(text);
            names.add(parts.matches() ? parts.group(1) : text);
            touched |= text.contains(domain);
        }
        if (!touched) {
            return ELSEWHERE;
        }
        String name = names.iterator().next();
        if (names.size() > 1 || !name.endsWith(domain)) {
            return new Nowhere();
        }
        Matcher label = LABEL.matcher(name.substring(0, name.length() - domain.length()));
        return label.matches() ? new Door(new AccountId("ca_" + label.group(1))) : new Nowhere();
    }

    /** The URL of an account's door; null where there are none. */
    public @Nullable String urlOf(AccountId account) {
        return domain == null ? null : scheme + account.value().replace('_', '-') + domain + port;
    }
}
