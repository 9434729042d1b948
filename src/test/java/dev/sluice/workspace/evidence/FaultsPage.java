package dev.sluice.workspace.evidence;

import dev.sluice.fault.FaultCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page docs/faults.md, as the code has it. */
final class FaultsPage {
    private static final List<FaultPattern> ANSWERS = Stream.of(AnswerPatterns.ALL, CodePatterns.ALL)
            .flatMap(List::stream)
            .toList();

    private FaultsPage() {}

    static String text() {
        return """
                # Faults

                <!-- Made from the code by FaultsPageTest; do not edit. -->

                Whatever goes wrong, on whichever face, is one of these. A program matches on `code`; [api.md](api.md#problems) has the form of a problem. *Whose move* says who can do something about it: the `caller`, the `customer_admin` (the administrator of the workspace), the `operator` of this gateway, or `nobody`: it passes by itself. *Retryable*: whether the same request, unchanged, may succeed later.

                | code | meaning | HTTP | gRPC | JSON-RPC | whose move | retryable |
                |---|---|---|---|---|---|---|
                %s

                ## How a workspace's answers are told apart

                The evidence is judged in this order: texts that say more than the code or the status that they come with; then `error_code`, or for a statement its error class and SQLSTATE; then the HTTP status; then the shape of the answer. A text counts only beside the status or class that it belongs to, so that a name or a literal that quotes another fault is not taken for it. Below, `…` stands for a name out of the text; the service principal is named by its application id.

                What is not in these lists is told without a pattern:

                - `credentials_rejected`: the workspace's token endpoint said `invalid_client` or `unauthorized_client`, twice, apart in time.
                - `warehouse_not_found`: a statement was refused as for `warehouse_not_usable`, and the workspace, asked again, knows no such warehouse. Where it does, or will not say, the fault stays `warehouse_not_usable` and names the warehouses that the service principal sees.
                - `outcome_unknown`: a request that may not be repeated was sent, and the connection broke, no answer came in time, or the answer leaves the outcome open: `workspace_error` and `workspace_timeout` below (but HTTP 408), and a 503 with neither an `error_code` nor `Retry-After`. A rate limit, missing capacity, a starting workspace and maintenance are refusals: nothing happened.
                - `workspace_unreachable`: the host's name does not resolve, no connection came about, or its certificate is not trusted.

                %s
                """.formatted(codes(), sections());
    }

    private static String codes() {
        return Arrays.stream(FaultCode.values())
                .map(code -> "| %s | %s | %d | %d | %d | `%s` | %s |"
                        .formatted(
                                anchored(code),
                                code.title(),
                                code.httpStatus(),
                                code.grpcCode(),
                                code.jsonRpcCode(),
                                code.move().label(),
                                code.retryable() ? "yes" : "no"))
                .collect(Collectors.joining("\n"));
    }

    private static String anchored(FaultCode code) {
        return lines(code).isEmpty() ? "`" + code.label() + "`" : "[`%1$s`](#%1$s)".formatted(code.label());
    }

    private static String sections() {
        return Arrays.stream(FaultCode.values())
                .filter(code -> !lines(code).isEmpty())
                .map(code -> "### " + code.label() + "\n\n" + lines(code))
                .collect(Collectors.joining("\n\n"));
    }

    private static String lines(FaultCode code) {
        if (code == FaultCode.SQL_ERROR) {
            return SqlHint.BY_CLASS.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(remedy -> "- Statement, error class " + remedy.getKey() + ": *" + remedy.getValue() + "*")
                    .collect(Collectors.joining("\n"));
        }
        return Stream.concat(
                        ANSWERS.stream()
                                .filter(pattern -> pattern.code() == code)
                                .map(pattern -> line("", pattern)),
                        StatementPatterns.ALL.stream()
                                .filter(pattern -> pattern.code() == code)
                                .map(pattern -> line("Statement, ", pattern)))
                .collect(Collectors.joining("\n"));
    }

    private static String line(String where, FaultPattern pattern) {
        String text = pattern.text() == null ? "" : ", text ``" + pattern.text().pattern() + "``";
        return "- " + where + pattern.sign().label() + text + ": " + named(pattern.detail()) + " *"
                + named(pattern.hint()) + "*";
    }

    private static String named(String template) {
        return template.replace("$grant", "GRANT … ON … TO …")
                .replace("$reading", "GRANT USE CATALOG …, USE SCHEMA … and SELECT …")
                .replaceAll("\\$(\\d|principal|status)", "…");
    }
}
