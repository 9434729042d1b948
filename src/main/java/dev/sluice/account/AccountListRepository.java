package dev.sluice.account;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.id.EnvironmentId;
import dev.sluice.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Lists accounts, oldest first, a page at a time; a page token names the last account of the page before. */
@Singleton
final class AccountListRepository {
    private final Database database;

    AccountListRepository(Database database) {
        this.database = database;
    }

    Uni<Page<AccountRow>> list(EnvironmentId environment, AccountQuery query) {
        Filter filter = new Filter(environment);
        if (!query.connections().isEmpty()) {
            filter.and("connector in :connectors", "connectors", query.connections());
        }
        filter.andIfGiven("identifier = :identifier", "identifier", query.identifier());
        filter.andIfGiven("locate(lower(:text), lower(identifier)) > 0", "text", query.text());
        Filter page = new Filter(filter);
        page.andIfGiven("id > :after", "after", last(query.pageToken()));
        return database.read(session -> total(session, filter)
                .chain(total ->
                        rows(session, page, query.pageSize() + 1).map(rows -> page(rows, query.pageSize(), total))));
    }

    private static Uni<Long> total(Mutiny.StatelessSession session, Filter filter) {
        var count = session.createSelectionQuery("select count(*) from AccountRow where " + filter.where, Long.class);
        filter.parameters.forEach(count::setParameter);
        return count.getSingleResult();
    }

    private static Uni<List<AccountRow>> rows(Mutiny.StatelessSession session, Filter filter, int limit) {
        var rows = session.createSelectionQuery(
                "from AccountRow where " + filter.where + " order by id", AccountRow.class);
        filter.parameters.forEach(rows::setParameter);
        return rows.setMaxResults(limit).getResultList();
    }

    private static Page<AccountRow> page(List<AccountRow> rows, int size, long total) {
        if (rows.size() <= size) {
            return new Page<>(rows, total, null);
        }
        List<AccountRow> shown = rows.subList(0, size);
        byte[] last = shown.getLast().id.getBytes(StandardCharsets.US_ASCII);
        return new Page<>(shown, total, Base64.getUrlEncoder().withoutPadding().encodeToString(last));
    }

    private static @Nullable String last(@Nullable String pageToken) {
        if (pageToken == null || pageToken.isEmpty()) {
            return null;
        }
        try {
            String id = new String(Base64.getUrlDecoder().decode(pageToken), StandardCharsets.US_ASCII);
            if (id.matches("ca_[0-9a-z]{26}")) {
                return id;
            }
        } catch (IllegalArgumentException notBase64) {
            // Told below, as any other token that is not ours.
        }
        throw Fault.of(
                        FaultCode.INVALID_REQUEST,
                        "The page token is not one of ours",
                        "Give next_page_token as it came")
                .at("/page_token")
                .asException();
    }

    /** Conditions, joined by "and", and their parameters. The texts are constants; values travel as parameters. */
    private static final class Filter {
        private final StringBuilder where;
        private final Map<String, Object> parameters;

        Filter(EnvironmentId environment) {
            where = new StringBuilder("environmentId = :environment");
            parameters = new LinkedHashMap<>(Map.of("environment", environment.value()));
        }

        Filter(Filter other) {
            where = new StringBuilder(other.where);
            parameters = new LinkedHashMap<>(other.parameters);
        }

        void andIfGiven(String condition, String name, @Nullable Object value) {
            if (value != null && !value.equals("")) {
                and(condition, name, value);
            }
        }

        void and(String condition, String name, Object value) {
            where.append(" and ").append(condition);
            parameters.put(name, value);
        }
    }
}
