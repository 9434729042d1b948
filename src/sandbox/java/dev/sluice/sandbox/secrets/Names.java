package dev.sluice.sandbox.secrets;

import dev.sluice.sandbox.http.Fields;
import dev.sluice.sandbox.http.Refusal;
import java.util.regex.Pattern;

/** Names of scopes and keys. Databricks REST: letters, digits, dashes, underscores and periods; at most 128. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private Names() {}

    static String read(Fields fields, String field) {
        String name = fields.required(field);
        if (!NAME.matcher(name).matches()) {
            throw Refusal.field(
                    field, "The " + field + " must have at most 128 letters, digits, dashes, underscores and periods.");
        }
        return name;
    }
}
