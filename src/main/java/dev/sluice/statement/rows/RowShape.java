package dev.sluice.statement.rows;

/** What one row looks like in the stream: {@code [1,"a"]}, or {@code {"row":{"id":1,"name":"a"}}}. */
public enum RowShape {
    ARRAYS,
    OBJECTS
}
