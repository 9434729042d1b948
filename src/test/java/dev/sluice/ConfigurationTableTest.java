package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The configuration table of docs/operations.md is the code's. */
class ConfigurationTableTest {
    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice");

    @Test
    void namesEverySettingThatTheCodeReads() throws IOException {
        String table = Files.readString(Path.of("docs", "operations.md"));

        assertThat(GATEWAY.stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .flatMap(type -> type.getMethods().stream()))
                .isNotEmpty()
                .allSatisfy(getter -> assertThat(table)
                        .contains(getter.getOwner()
                                        .getAnnotationOfType(ConfigMapping.class)
                                        .prefix()
                                + "." + kebab(getter.getName())));
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
