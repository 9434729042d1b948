package dev.sluice.audit;

import dev.sluice.caller.Caller;
import dev.sluice.caller.Scope;
import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The records of tool calls: kept for all, shown to those who may see the environment's accounts. */
@ApplicationScoped
public class ToolCallLogs {
    private static final int USUAL_PAGE = 20;
    private static final int LARGEST_PAGE = 100;

    private final LogWriter writer;
    private final ToolCallLogRepository repository;

    ToolCallLogs(LogWriter writer, ToolCallLogRepository repository) {
        this.writer = writer;
        this.repository = repository;
    }

    /** Keeps a record; never waits and never fails. It can be read within a second. */
    public void record(ToolCallLog log) {
        writer.add(log);
    }

    /** Completes once all records are written: the gateway takes its leave. */
    public Uni<Void> flush() {
        // What is being written now may have been taken before the last record came.
        return writer.flush().chain(writer::flush);
    }

    /** A page of records, the newest first. */
    public Uni<LogPage> list(Caller caller, LogQuery query) {
        caller.with(Scope.ACCOUNTS_READ);
        query.only().forEach(LogFilter::check);
        if (query.pageSize() < 0 || query.pageSize() > LARGEST_PAGE) {
            throw Fault.of(
                            FaultCode.INVALID_REQUEST,
                            "The page size is out of range.",
                            "Give 1 to " + LARGEST_PAGE + ".")
                    .at("/page_size")
                    .asException();
        }
        int size = query.pageSize() == 0 ? USUAL_PAGE : query.pageSize();
        return repository.page(caller.environment(), query, size);
    }

    /** The record of an execution; {@code NOT_FOUND} if there is none. */
    public Uni<ToolCallLog> get(Caller caller, String executionId) {
        caller.with(Scope.ACCOUNTS_READ);
        return repository
                .find(caller.environment(), executionId)
                .map(found -> found.orElseThrow(() -> Fault.of(
                                FaultCode.NOT_FOUND,
                                "There is no record of this execution.",
                                "Records can be read within a second of the call's end.")
                        .asException()));
    }
}
