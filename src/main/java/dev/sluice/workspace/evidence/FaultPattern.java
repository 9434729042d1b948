package dev.sluice.workspace.evidence;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One known way in which a workspace fails, and the fault that it means. In detail and hint stand {@code $1…} for
 * groups of the text, names of things and never values; {@code $status} for the HTTP status; {@code $principal} for the
 * service principal; {@code $grant} for the statement that grants privilege {@code $1} on the {@code $2} named
 * {@code $3}; {@code $reading} for those that let the principal read the table {@code $1}.
 *
 * @param text found in the evidence's text; null where the sign alone decides
 */
record FaultPattern(Sign sign, @Nullable Pattern text, FaultCode code, String detail, String hint) {

    static FaultPattern of(Sign sign, String text, FaultCode code, String detail, String hint) {
        return new FaultPattern(sign, Pattern.compile(text), code, detail, hint);
    }

    static FaultPattern of(Sign sign, FaultCode code, String detail, String hint) {
        return new FaultPattern(sign, null, code, detail, hint);
    }

    /** The fault of the first pattern that fits. */
    static @Nullable Fault first(List<FaultPattern> patterns, Evidence seen, @Nullable String principal) {
        for (FaultPattern pattern : patterns) {
            if (pattern.sign.fits().test(seen)) {
                Matcher found = pattern.text == null ? null : pattern.text.matcher(seen.text());
                if (found == null || found.find()) {
                    Blanks blanks = new Blanks(seen.status(), found, principal);
                    return Fault.of(pattern.code, blanks.fill(pattern.detail), blanks.fill(pattern.hint));
                }
            }
        }
        return null;
    }

    /** What the templates leave open. */
    private record Blanks(
            int status, @Nullable Matcher found, @Nullable String principal) {
        private static final Pattern BLANK = Pattern.compile("\\$(status|principal|grant|reading|\\d)");

        String fill(String template) {
            return BLANK.matcher(template).replaceAll(blank -> Matcher.quoteReplacement(value(blank.group(1))));
        }

        private String value(String blank) {
            return switch (blank) {
                case "status" -> Integer.toString(status);
                case "principal" -> Grant.grantee(principal);
                case "grant" -> Grant.of(group(1), group(2), group(3)).statement(principal);
                case "reading" -> Grant.toRead(group(1), principal);
                default -> group(Integer.parseInt(blank));
            };
        }

        private String group(int number) {
            String group = found == null ? null : found.group(number);
            return group == null ? "" : group.strip();
        }
    }
}
