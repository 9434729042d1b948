package dev.sluice.face.grpc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which release of an official SDK calls, as {@code x-sdk-version} says: such as {@code Scalekit-Python/2.21.0}. */
final class ClientRelease {
    // Four digits are enough for any release, and fit an int.
    private static final Pattern RELEASE = Pattern.compile("Scalekit-(Node|Python)/(\\d{1,4})\\.(\\d{1,4})\\..*");

    private ClientRelease() {}

    /**
     * Whether this client knows an UNAUTHENTICATED of the workspace by its TOOL_ERROR from one of the gateway. Others
     * fetch a new token for it and call again, some without end.
     */
    static boolean tellsToolErrors(@Nullable String version) {
        Matcher release = RELEASE.matcher(version == null ? "" : version);
        if (!release.matches()) {
            return false;
        }
        int major = Integer.parseInt(release.group(2));
        int minor = Integer.parseInt(release.group(3));
        int since = release.group(1).equals("Node") ? 10 : 13;
        return major > 2 || major == 2 && minor >= since;
    }
}
