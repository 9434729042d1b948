package dev.sluice.event.webhook;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Tells the addresses of the public internet from those that lead into somebody's own network (IANA's registries). */
final class PublicAddress {
    private static final List<Range> NOT_PUBLIC_4 = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            // Azure answers here for the machine itself.
            "168.63.129.16/32");
    private static final Range GLOBAL_UNICAST = Range.of("2000::/3");
    // Protocols of their own, tunnels into IPv4, documentation.
    private static final List<Range> NOT_PUBLIC_6 = ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");
    private static final Range NAT64 = Range.of("64:ff9b::/96");

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        if (address instanceof Inet4Address) {
            return NOT_PUBLIC_4.stream().noneMatch(range -> range.has(address));
        }
        if (NAT64.has(address)) {
            return is(last4(address));
        }
        return GLOBAL_UNICAST.has(address) && NOT_PUBLIC_6.stream().noneMatch(range -> range.has(address));
    }

    private static InetAddress last4(InetAddress address) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }

    private static List<Range> ranges(String... texts) {
        return Stream.of(texts).map(Range::of).toList();
    }

    private record Range(BigInteger prefix, int length, int bits) {
        static Range of(String text) {
            String[] parts = text.split("/");
            InetAddress first = InetAddress.ofLiteral(parts[0]);
            int bits = first.getAddress().length * 8;
            int length = Integer.parseInt(parts[1]);
            return new Range(prefix(first, bits - length), length, bits);
        }

        boolean has(InetAddress address) {
            return address.getAddress().length * 8 == bits
                    && prefix(address, bits - length).equals(prefix);
        }

        private static BigInteger prefix(InetAddress address, int rest) {
            return new BigInteger(1, address.getAddress()).shiftRight(rest);
        }
    }
}
