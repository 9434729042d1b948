package dev.sluice.statement.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys of a result's rows as objects: the columns' names, told apart where several columns share one. */
final class ObjectKeys {
    private ObjectKeys() {}

    /** One key a column. The first of a name keeps it; the next gets {@code _2}, or the next number that is free. */
    static List<String> of(List<ResultColumn> columns) {
        Set<String> taken = new HashSet<>();
        columns.forEach(column -> taken.add(column.name()));
        Map<String, Integer> numbers = new HashMap<>();
        List<String> keys = new ArrayList<>(columns.size());
        for (ResultColumn column : columns) {
            keys.add(key(column.name(), taken, numbers));
        }
        return keys;
    }

    private static String key(String name, Set<String> taken, Map<String, Integer> numbers) {
        int number = numbers.merge(name, 1, Integer::sum);
        if (number == 1) {
            return name;
        }
        while (!taken.add(name + "_" + number)) {
            number++;
        }
        numbers.put(name, number);
        return name + "_" + number;
    }
}
