package dev.sluice.account;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import dev.sluice.fault.FaultException;
import java.util.List;

/** What can be wrong with naming an account. An account of another environment is told exactly as an absent one. */
final class AccountFaults {
    private AccountFaults() {}

    static FaultException notFound() {
        return absent().asException();
    }

    /** @param member of the request, which names the account */
    static FaultException notFound(String member) {
        return absent().at("/" + member).asException();
    }

    private static Fault absent() {
        return Fault.of(
                FaultCode.ACCOUNT_NOT_FOUND,
                "There is no such connected account in this environment",
                "GET /api/v1/connected_accounts lists them; POST /api/v1/connected_accounts creates one");
    }

    static FaultException unstorable(String member) {
        return Fault.of(FaultCode.INVALID_REQUEST, "A text has a character that cannot be stored", "Remove U+0000")
                .at("/" + member)
                .asException();
    }

    static FaultException connectionNotFound() {
        return Fault.of(
                        FaultCode.CONNECTION_NOT_FOUND,
                        "There is no connection of this name in this environment",
                        "GET /api/v1/connections/app lists them; the default is " + Connection.DATABRICKS)
                .at("/connector")
                .asException();
    }

    static FaultException ambiguous(List<String> connectors) {
        return Fault.of(
                        FaultCode.ACCOUNT_AMBIGUOUS,
                        "The identifier has accounts at more than one connection",
                        "Add connector, one of " + connectors)
                .at("/connector")
                .asException();
    }

    static FaultException unnamed() {
        return Fault.of(
                        FaultCode.INVALID_REQUEST,
                        "The request names no connected account",
                        "Give connected_account_id, or identifier and connector")
                .at("/identifier")
                .asException();
    }

    static FaultException bound() {
        return Fault.of(
                        FaultCode.FORBIDDEN,
                        "The session token is bound to one connected account, and the request names another",
                        "Leave out connected_account_id, identifier and connector: the token names the account")
                .asException();
    }

    static FaultException boundToNothing() {
        return Fault.of(
                        FaultCode.ACCOUNT_NOT_FOUND,
                        "The connected account of this session token was deleted",
                        "Get a session token for another account with POST /api/v1/session_tokens")
                .asException();
    }

    static FaultException contradictory() {
        return Fault.of(
                        FaultCode.INVALID_REQUEST,
                        "The id names another account than identifier and connector do",
                        "Give the id alone, or identifier and connector alone")
                .at("/identifier")
                .asException();
    }
}
