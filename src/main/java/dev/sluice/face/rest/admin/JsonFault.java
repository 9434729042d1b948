package dev.sluice.face.rest.admin;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells what is wrong with a JSON body, and where, without repeating any of it: it may hold a secret. */
final class JsonFault {
    private JsonFault() {}

    static Fault of(JsonProcessingException failure) {
        if (failure instanceof UnrecognizedPropertyException unknown) {
            String hint = Spelling.nearest(unknown.getPropertyName(), names(unknown))
                    .map(known -> "Did you mean " + known + "?")
                    .orElse("Remove it");
            return refused("The body has a member that this path does not know", hint, pointer(unknown));
        }
        if (failure instanceof MismatchedInputException mismatch) {
            return refused(
                    "A member has the wrong type", "Give " + wanted(mismatch.getTargetType()), pointer(mismatch));
        }
        return refused("The body is not JSON", "Mend it" + place(failure.getLocation()), null);
    }

    private static Fault refused(String detail, String hint, @Nullable String pointer) {
        Fault fault = Fault.of(FaultCode.INVALID_REQUEST, detail, hint);
        return pointer == null ? fault : fault.at(pointer);
    }

    private static String pointer(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                .collect(Collectors.joining());
    }

    private static Collection<String> names(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds().stream().map(String::valueOf).toList();
    }

    private static String wanted(@Nullable Class<?> type) {
        if (type == null) {
            return "another type";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a string";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : "a number";
    }

    private static String place(@Nullable JsonLocation at) {
        return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
