package dev.sluice.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A server certificate for this machine, signed by a certificate authority made for it alone, with the JDK's keytool.
 *
 * @param authority the authority's certificate, PEM: what a client trusts
 * @param keyStore the server's key and chain, PKCS #12
 * @param keyStorePassword opens the key store, which its owner alone can read
 */
record PrivateCertificate(Path authority, Path keyStore, String keyStorePassword) {
    private static final String PASSWORD = "sluice-demo";

    static PrivateCertificate in(Path directory) {
        Path authority = directory.resolve("ca.pem");
        Path keyStore = directory.resolve("gateway.p12");
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            Files.deleteIfExists(authority);
            Files.deleteIfExists(keyStore);
        } catch (IOException e) {
            throw new UncheckedIOException("The certificate cannot be written to " + directory, e);
        }
        keytool(keyStore, "-genkeypair", "ca", "-dname", "CN=Sluice demo authority", "-ext", "bc:c=ca:true");
        keytool(
                keyStore,
                "-genkeypair",
                "gateway",
                "-dname",
                "CN=localhost",
                "-signer",
                "ca",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-ext",
                "eku=serverAuth");
        keytool(keyStore, "-exportcert", "ca", "-rfc", "-file", authority.toString());
        keytool(keyStore, "-delete", "ca");
        return new PrivateCertificate(authority, keyStore, PASSWORD);
    }

    private static void keytool(Path keyStore, String command, String alias, String... options) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), command, "-alias", alias));
        line.addAll(List.of("-keystore", keyStore.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        if (command.equals("-genkeypair")) {
            line.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "365"));
        }
        line.addAll(List.of(options));
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool " + command + " failed: " + output.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("keytool could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while keytool ran.", e);
        }
    }
}
