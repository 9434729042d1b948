package dev.sluice.event.webhook;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.List;

/** What names stand for. */
interface NameService {
    /** All addresses of a name, in the time of one try; fails if it has none, as {@link Busy} if nobody has looked. */
    Uni<List<InetAddress>> addresses(String name);

    /** The gateway has too many look-ups under way. */
    final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Busy() {
            super("Too many names are being looked up", null, false, false);
        }
    }
}
