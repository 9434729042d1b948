package dev.sluice.token;

/** What the keeping of tokens has to tell. */
interface TokenEvents {
    void rejected(CredentialsRejected event);

    void failed(RefreshFailed event);
}
