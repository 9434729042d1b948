package dev.sluice.sandbox.sql.text;

import java.util.Map;
import java.util.TreeMap;

/** Text for DuckDB's parser, and where in the statement each part of it comes from. */
public final class Translation {
    private final StringBuilder sql = new StringBuilder();
    private final TreeMap<Integer, Integer> origins = new TreeMap<>();

    /** Appends the text that stands for what begins at the offset of the statement. */
    void append(String text, int origin) {
        sql.append(' ');
        glue(text, origin);
    }

    /** Appends without a blank before it. */
    void glue(String text, int origin) {
        origins.put(sql.length(), origin);
        sql.append(text);
    }

    public String sql() {
        return sql.toString();
    }

    /** The offset in the statement of what became this offset of the text. */
    public int origin(int offset) {
        Map.Entry<Integer, Integer> entry = origins.floorEntry(offset);
        return entry == null ? 0 : entry.getValue();
    }
}
