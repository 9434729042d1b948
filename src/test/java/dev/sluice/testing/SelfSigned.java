package dev.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;

/** A certificate that nobody trusts. */
public final class SelfSigned {
    private SelfSigned() {}

    /** Makes a key for {@code localhost}, with a certificate of its own, in a directory. */
    public static PfxOptions forLocalhost(Path directory) throws IOException, InterruptedException {
        return forName(directory, "localhost");
    }

    /** The same for any name. */
    public static PfxOptions forName(Path directory, String name) throws IOException, InterruptedException {
        Path store = directory.resolve("key.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String line = keytool + " -genkeypair -alias a -dname CN=" + name + " -ext san=dns:" + name + " -keyalg EC"
                + " -storetype PKCS12 -storepass changeit -keystore " + store;
        assertThat(new ProcessBuilder(line.split(" ")).start().waitFor()).isZero();
        return new PfxOptions().setPath(store.toString()).setPassword("changeit");
    }
}
