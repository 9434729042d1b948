package dev.sluice.token;

import dev.sluice.store.Database;
import dev.sluice.vault.SealedSecret;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The table of tokens. Every method is one statement, by the database's clock. */
@Singleton
final class TokenRepository implements TokenRows {
    private static final String COLUMNS = """
            account_id, credential_version, host, generation, vault_key_id, wrapped_data_key, ciphertext, minted_at,
            expires_at, renew_at, cast(extract(epoch from minted_at - now()) as double precision) as minted_in,
            cast(extract(epoch from expires_at - now()) as double precision) as expires_in,
            cast(extract(epoch from renew_at - now()) as double precision) as renew_in, minting_by, minting_version,
            cast(extract(epoch from minting_until - now()) as double precision) as minting_for, failure_code,
            failure_detail, failure_hint, failed_at, failures, retry_at,
            cast(extract(epoch from retry_at - now()) as double precision) as retry_in,\s""";
    private static final String FIND = "select cast(to_jsonb(found) as text) from (select " + COLUMNS
            + "false as claimed from workspace_token where account_id = any(string_to_array(:accounts, ','))) found";
    private static final String CLAIM = """
            with taken as (
                insert into workspace_token as held
                    (account_id, credential_version, host, minting_by, minting_version, minting_until)
                values (:account, :version, :host, :replica, :version, now() + :lease * interval '1 second')
                on conflict (account_id) do update set minting_by = excluded.minting_by,
                    minting_version = excluded.minting_version, minting_until = excluded.minting_until
                where held.credential_version <= excluded.credential_version
                    and (held.minting_by is null
                        or (held.minting_by = excluded.minting_by
                            and held.minting_version <= excluded.minting_version)
                        or held.minting_until < now() or held.minting_version < excluded.minting_version)
                    and (cast(:anyway as boolean) or held.credential_version < excluded.credential_version
                        or (coalesce(held.generation <= :known or held.renew_at <= now(), true)
                            and coalesce(held.retry_at <= now(), true)))
                returning *)
            select cast(to_jsonb(found) as text) from (select
            """ + COLUMNS + "true as claimed from taken union all select " + COLUMNS + """
            false as claimed from workspace_token
            where account_id = :account and not exists (select from taken)) found
            """;
    private static final String STORE = """
            insert into workspace_token as held (account_id, credential_version, host, generation, vault_key_id,
                wrapped_data_key, ciphertext, minted_at, expires_at, renew_at)
            values (:account, :version, :host, 1, :key, :wrapped, :ciphertext, now() - :age * interval '1 second',
                now() + :left * interval '1 second', now() + :renewal * interval '1 second')
            on conflict (account_id) do update set credential_version = excluded.credential_version,
                host = excluded.host, generation = held.generation + 1, vault_key_id = excluded.vault_key_id,
                wrapped_data_key = excluded.wrapped_data_key, ciphertext = excluded.ciphertext,
                minted_at = excluded.minted_at, expires_at = excluded.expires_at, renew_at = excluded.renew_at,
                minting_by = null, minting_version = null, minting_until = null, failure_code = null,
                failure_detail = null, failure_hint = null, failed_at = null, failures = 0, retry_at = null
            where held.credential_version <= excluded.credential_version
                and (held.minting_by is null or held.minting_by = :replica or held.minting_until < now())
            returning generation
            """;
    // Another version's token goes with its version.
    private static final String FAIL = """
            update workspace_token set
                vault_key_id = case when credential_version = :version then vault_key_id end,
                wrapped_data_key = case when credential_version = :version then wrapped_data_key end,
                ciphertext = case when credential_version = :version then ciphertext end,
                minted_at = case when credential_version = :version then minted_at end,
                expires_at = case when credential_version = :version then expires_at end,
                renew_at = case when credential_version = :version then renew_at end,
                failures = case when credential_version = :version then failures else 0 end + 1,
                credential_version = :version, host = :host, minting_by = null, minting_version = null,
                minting_until = null, failure_code = :code, failure_detail = :detail,
                failure_hint = nullif(cast(:hint as text), ''), failed_at = now(),
                retry_at = now() + :pause * interval '1 second'
            where account_id = :account and credential_version <= :version
                and (minting_by is null or minting_by = :replica or minting_until < now())
            """;

    private final Database database;

    TokenRepository(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<TokenRow>> find(List<String> accounts) {
        return database.read(session -> session.createNativeQuery(FIND, String.class)
                        .setParameter("accounts", String.join(",", accounts))
                        .getResultList())
                .map(found -> found.stream().map(TokenRow::new).toList());
    }

    @Override
    public Uni<Optional<TokenRow>> claim(
            ServicePrincipal principal, String replica, Duration lease, long known, boolean anyway) {
        return database.write(session -> session.createNativeQuery(CLAIM, String.class)
                        .setParameter("account", principal.account().value())
                        .setParameter("version", principal.credentialVersion())
                        .setParameter("host", principal.host().toString())
                        .setParameter("replica", replica)
                        .setParameter("lease", seconds(lease))
                        .setParameter("known", known)
                        .setParameter("anyway", anyway)
                        .getSingleResultOrNull())
                .map(found -> Optional.ofNullable(found).map(TokenRow::new));
    }

    @Override
    public Uni<Optional<Long>> store(ServicePrincipal principal, String replica, Times times, SealedSecret token) {
        return database.write(session -> session.createNativeQuery(STORE, Long.class)
                        .setParameter("account", principal.account().value())
                        .setParameter("version", principal.credentialVersion())
                        .setParameter("host", principal.host().toString())
                        .setParameter("replica", replica)
                        .setParameter("key", token.keyId())
                        .setParameter("wrapped", token.wrappedDataKey())
                        .setParameter("ciphertext", token.ciphertext())
                        .setParameter("age", seconds(times.age()))
                        .setParameter("left", seconds(times.left()))
                        .setParameter("renewal", seconds(times.untilRenewal()))
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    @Override
    public Uni<Void> fail(ServicePrincipal principal, String replica, Failure failure) {
        return database.write(session -> session.createNativeQuery(FAIL)
                        .setParameter("account", principal.account().value())
                        .setParameter("version", principal.credentialVersion())
                        .setParameter("host", principal.host().toString())
                        .setParameter("replica", replica)
                        .setParameter("code", failure.code())
                        .setParameter("detail", failure.detail())
                        .setParameter("hint", failure.hint() == null ? "" : failure.hint())
                        .setParameter("pause", seconds(failure.pause()))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
