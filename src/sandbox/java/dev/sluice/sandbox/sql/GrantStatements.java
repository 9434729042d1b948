package dev.sluice.sandbox.sql;

import dev.sluice.sandbox.sql.error.SqlError;
import dev.sluice.sandbox.sql.text.Cursor;
import dev.sluice.sandbox.sql.text.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** GRANT and REVOKE, by the owner of the object or who may MANAGE it. */
final class GrantStatements {
    private final Execution execution;
    private final Cursor cursor;
    private final Grants grants;

    GrantStatements(Execution execution, Grants grants) {
        this.execution = execution;
        this.cursor = execution.cursor();
        this.grants = grants;
    }

    Result run() {
        boolean grant = cursor.next().is("GRANT");
        List<Privilege> privileges = new ArrayList<>();
        do {
            privileges.add(privilege());
        } while (cursor.accept(","));
        cursor.expect("ON");
        Securable securable = securable();
        cursor.expect(grant ? "TO" : "FROM");
        String principal = cursor.identifier();
        cursor.expectEnd();
        execution.access().requireForCommand(Privilege.MANAGE, securable);
        for (Privilege privilege : privileges) {
            if (grant) {
                grants.grant(principal, privilege, securable);
            } else {
                grants.revoke(principal, privilege, securable);
            }
        }
        return Result.none();
    }

    private Privilege privilege() {
        StringBuilder words = new StringBuilder();
        Token first = cursor.peek();
        while (cursor.peek().kind() == Token.Kind.WORD && !cursor.sees("ON")) {
            words.append(words.isEmpty() ? "" : "_").append(cursor.next().text().toUpperCase(Locale.ROOT));
        }
        for (Privilege privilege : Privilege.values()) {
            if (privilege.name().contentEquals(words)) {
                return privilege;
            }
        }
        throw SqlError.syntax(cursor.statement(), first.start(), first.text(), "");
    }

    private Securable securable() {
        Access access = execution.access();
        if (cursor.accept("CATALOG")) {
            return access.existingCatalog(cursor.identifier());
        }
        if (cursor.accept("SCHEMA")) {
            return access.existingSchema(cursor.name());
        }
        cursor.accept("TABLE");
        Token at = cursor.peek();
        return access.find(cursor.name(), execution.position(at)).securable();
    }
}
