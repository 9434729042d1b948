package dev.sluice.load.comparison;

import dev.sluice.load.comparison.Subject.Sample;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What rounds of one load have shown.
 *
 * @param yardstick the subject whose costs the others' are told by
 */
record Table(String title, Unit unit, String yardstick, List<Row> rows) {

    /** One subject's figures: rates in units a second, costs in CPU seconds a unit. */
    record Row(
            String name, double rate, double cost, double leastCost, double user, double kernel, List<Double> costs) {
        static Row of(String name, List<Sample> samples) {
            return new Row(
                    name,
                    median(samples, Sample::rate),
                    median(samples, Sample::cpuPerUnit),
                    samples.stream().mapToDouble(Sample::cpuPerUnit).min().orElseThrow(),
                    median(samples, sample -> sample.cpu().user() / sample.work().units()),
                    median(samples, sample -> sample.cpu().kernel() / sample.work().units()),
                    samples.stream().map(Sample::cpuPerUnit).toList());
        }

        private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
            double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
            int middle = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }

    static Table of(String title, Unit unit, String yardstick, Map<Subject, List<Sample>> samples) {
        return new Table(
                title,
                unit,
                yardstick,
                samples.entrySet().stream()
                        .map(entry -> Row.of(entry.getKey().name(), entry.getValue()))
                        .toList());
    }

    String markdown() {
        StringBuilder text = new StringBuilder(line(
                "| %s | %s, median (min) | user + kernel | CPU, ratio to %s | %s |%n|---|---|---|---|---|%n",
                title, unit.costName, yardstick, unit.rateName));
        for (Row row : rows) {
            text.append(row.cost == 0 ? line("| %s | – | – | – | %.0f |%n", row.name, rate(row)) : costs(row));
        }
        return text.toString();
    }

    private String costs(Row row) {
        double factor = unit.costFactor;
        return line(
                "| %s | %.3g (%.3g) | %.3g + %.3g | %.2f | %.0f |%n",
                row.name,
                row.cost * factor,
                row.leastCost * factor,
                row.user * factor,
                row.kernel * factor,
                row.cost / unitOfCost(),
                rate(row));
    }

    JsonObject json() {
        JsonArray subjects = new JsonArray();
        for (Row row : rows) {
            subjects.add(new JsonObject()
                    .put("name", row.name)
                    .put(unit.rateName, rate(row))
                    .put(unit.costName, row.costs.stream().map(cost -> cost * unit.costFactor).toList())
                    .put("ratio to " + yardstick, row.cost / unitOfCost()));
        }
        return new JsonObject().put("title", title).put("subjects", subjects);
    }

    private double rate(Row row) {
        return row.rate * unit.rateFactor;
    }

    private double unitOfCost() {
        return rows.stream()
                .filter(row -> row.name.equals(yardstick))
                .mapToDouble(Row::cost)
                .findFirst()
                .orElseThrow();
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
