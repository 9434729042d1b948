package dev.sluice.call.forward;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/**
 * A path at a workspace that every reader understands alike: what one server resolves, decodes twice, strips or folds and
 * another does not is refused, never repaired, so that the path that is judged is the one that is used.
 *
 * @param target path and query, to be sent as they are
 * @param judged the path to be judged by: decoded, in lower case, without a slash at its end
 */
record WorkspacePath(String target, String judged) {
    private static final int LONGEST = 8 * 1024;
    // Within a decoded segment these mean more to one server than to another.
    private static final String AMBIGUOUS = "/\\;?#";

    /** @throws FaultException {@code INVALID_REQUEST} */
    static WorkspacePath parse(String target) {
        if (target.length() > LONGEST) {
            throw refused("is longer than " + LONGEST + " characters");
        }
        if (!target.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#' && c != '\\')) {
            throw refused("has a blank, a backslash, a #, or a character that is not ASCII and not encoded");
        }
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (!path.startsWith("/")) {
            throw refused("does not begin with a slash");
        }
        StringBuilder judged = new StringBuilder(path.length());
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            if (!segments[i].isEmpty()) {
                judged.append('/').append(plain(segments[i]));
            } else if (!last) {
                throw refused("has two slashes in a row");
            }
        }
        return new WorkspacePath(target, judged.toString());
    }

    private static String plain(String segment) {
        String decoded = decoded(segment);
        String folded = Normalizer.isNormalized(decoded, Normalizer.Form.NFKC)
                ? decoded
                : Normalizer.normalize(decoded, Normalizer.Form.NFKC);
        if (folded.chars().anyMatch(WorkspacePath::isAmbiguous)) {
            throw refused("has a control character, a semicolon, or an encoded / \\ ? or #");
        }
        if (folded.matches("(?s).*%\\p{XDigit}{2}.*")) {
            throw refused("is encoded twice");
        }
        if (folded.strip().length() != folded.length()) {
            throw refused("has a segment with a blank at its edge");
        }
        if (folded.matches("\\.+")) {
            throw refused("has a segment of dots alone");
        }
        return folded.toLowerCase(Locale.ROOT);
    }

    private static String decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c != '%') {
                bytes.write(c);
            } else if (i + 2 < segment.length() && isHex(segment.charAt(i + 1)) && isHex(segment.charAt(i + 2))) {
                bytes.write(Integer.parseInt(segment.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                throw refused("has a % that encodes nothing");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw refused("is not encoded UTF-8");
        }
    }

    private static boolean isAmbiguous(int c) {
        boolean blank = Character.isWhitespace(c) && c != ' ';
        return blank || Character.isISOControl(c) || AMBIGUOUS.indexOf(c) >= 0;
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 0x7f;
    }

    private static FaultException refused(String what) {
        return Fault.of(
                        FaultCode.INVALID_REQUEST,
                        "The workspace path " + what + ".",
                        "Send the path as the Databricks REST API writes it, such as /api/2.0/sql/warehouses.")
                .asException();
    }
}
