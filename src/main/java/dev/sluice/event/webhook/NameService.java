package dev.sluice.event.webhook;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.List;

/** What names stand for. */
interface NameService {
    /** All addresses of a name; fails if it has none. */
    Uni<List<InetAddress>> addresses(String name);
}
