package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.error.Position;
import dev.sluice.sandbox.sql.error.SqlError;
import dev.sluice.sandbox.sql.text.Cursor;
import dev.sluice.sandbox.sql.text.Duck;
import dev.sluice.sandbox.sql.text.Markers;
import dev.sluice.sandbox.sql.text.Token;
import dev.sluice.sandbox.sql.text.TypeReader;
import dev.sluice.sandbox.sql.type.Kind;
import dev.sluice.sandbox.sql.type.SparkType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request's parameters, bound to markers as typed literals. */
final class ParameterValues implements Markers {
    private static final Set<Kind> NOT_ALLOWED = Set.of(Kind.BINARY, Kind.ARRAY, Kind.MAP, Kind.STRUCT);

    private final String statement;
    private final Map<String, Parameter> named = new HashMap<>();
    private final List<Parameter> positional = new ArrayList<>();
    private int next;

    ParameterValues(String statement, List<Parameter> parameters) {
        this.statement = statement;
        for (Parameter parameter : parameters) {
            if (parameter.name() == null) {
                positional.add(parameter);
            } else if (named.put(parameter.name().toLowerCase(Locale.ROOT), parameter) != null) {
                throw invalid("DUPLICATE_NAME", "the parameter name '" + parameter.name() + "' is given twice");
            }
        }
    }

    @Override
    public String literal(Token marker) {
        Parameter parameter = parameter(marker);
        SparkType type = type(parameter);
        String value = parameter.value();
        if (value == null || type.kind() == Kind.NULL) {
            return type.kind() == Kind.NULL ? "NULL" : "CAST(NULL AS " + type.duck() + ")";
        }
        return switch (type.kind()) {
            case STRING -> Duck.string(value);
            case INTERVAL -> "INTERVAL " + Duck.string(value);
            default -> "CAST(" + Duck.string(checked(value.strip(), type, marker)) + " AS " + type.duck() + ")";
        };
    }

    @Override
    public String text(Token marker) {
        String value = parameter(marker).value();
        if (value == null) {
            throw SqlError.at(
                    Position.of(statement, marker.start()),
                    "NOT_A_CONSTANT_STRING.NULL",
                    "42601",
                    "The expression used for the routine or clause IDENTIFIER must be a constant STRING which is NOT NULL. It evaluates to NULL.");
        }
        return value;
    }

    private Parameter parameter(Token marker) {
        @Nullable
        Parameter parameter = marker.kind() == Token.Kind.NAMED
                ? named.get(marker.text().toLowerCase(Locale.ROOT))
                : next < positional.size() ? positional.get(next++) : null;
        if (parameter == null) {
            boolean byName = marker.kind() == Token.Kind.NAMED;
            throw SqlError.unboundParameter(
                    byName ? marker.text() : "_" + marker.start(), Position.of(statement, marker.start()));
        }
        return parameter;
    }

    private SparkType type(Parameter parameter) {
        SparkType type = new TypeReader(new Cursor(parameter.type(), this)).read();
        if (NOT_ALLOWED.contains(type.kind())) {
            throw invalid("INVALID_DATA_TYPE", "the type " + type.text() + " is not supported for parameters");
        }
        return type;
    }

    private static String checked(String value, SparkType type, Token marker) {
        if (!fits(value, type)) {
            throw invalid(
                    "INVALID_VALUE_FOR_DATA_TYPE",
                    "the value '%s' of parameter '%s' cannot be cast to %s because it is malformed"
                            .formatted(value, marker.text(), type.text()));
        }
        return value;
    }

    private static boolean fits(String value, SparkType type) {
        try {
            switch (type.kind()) {
                case BYTE -> Byte.parseByte(value);
                case SHORT -> Short.parseShort(value);
                case INT -> Integer.parseInt(value);
                case LONG -> Long.parseLong(value);
                case FLOAT, DOUBLE -> Double.parseDouble(value);
                case DECIMAL -> {
                    BigDecimal decimal = new BigDecimal(value);
                    return decimal.precision() - decimal.scale() <= type.precision() - type.scale();
                }
                case BOOLEAN -> {
                    return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
                }
                case DATE -> LocalDate.parse(value);
                case TIMESTAMP, TIMESTAMP_NTZ -> LocalDate.parse(value.substring(0, Math.min(10, value.length())));
                default -> {
                    return true;
                }
            }
            return true;
        } catch (IllegalArgumentException | java.time.DateTimeException _) {
            return false;
        }
    }

    private static SqlError invalid(String subclass, String text) {
        return SqlError.of(
                "INVALID_PARAMETER_MARKER_VALUE." + subclass,
                "22023",
                "An invalid parameter mapping was provided: " + text + ".");
    }
}
