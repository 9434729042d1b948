package dev.sluice.demo;

/** A PostgreSQL database that is there until closed: where it is and who may open it. */
public interface Database extends AutoCloseable {
    /** Such as {@code postgresql://127.0.0.1:5432/sluice}; JDBC drivers want {@code jdbc:} before it. */
    String url();

    String user();

    String password();

    @Override
    void close();
}
