package dev.sluice;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The plan of the house (docs/architecture.md), held by the build. */
class ArchitectureTest {
    private static final String ROOT = "dev.sluice.";

    /** What everyone stands on. */
    private static final Set<String> FLOOR = Set.of("fault", "id", "loop", "telemetry");

    /** Package of the gateway to the packages that it may use besides the floor and itself. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry(
                    "call",
                    Set.of(
                            "caller",
                            "account",
                            "tool",
                            "sql",
                            "guard",
                            "repeat",
                            "token",
                            "workspace",
                            "statement",
                            "audit")),
            Map.entry("caller", Set.of("vault", "store")),
            Map.entry("account", Set.of("caller", "event", "vault", "store", "guard", "workspace", "token")),
            Map.entry("event", Set.of("caller", "vault", "store")),
            Map.entry("vault", Set.of("store")),
            Map.entry("tool", Set.of()),
            Map.entry("sql", Set.of()),
            Map.entry("guard", Set.of("replica", "workspace")),
            Map.entry("replica", Set.of("store")),
            Map.entry("repeat", Set.of("vault", "store")),
            Map.entry("token", Set.of("vault", "store", "workspace")),
            Map.entry("workspace", Set.of()),
            Map.entry("statement", Set.of("workspace")),
            Map.entry("audit", Set.of("caller", "store")),
            Map.entry("store", Set.of()),
            Map.entry("telemetry", Set.of()),
            Map.entry("fault", Set.of()),
            Map.entry("id", Set.of()),
            Map.entry("loop", Set.of()),
            // A face writes what a stream gives, and takes limits, so it speaks the values of both.
            Map.entry(
                    "face",
                    Set.of("call", "caller", "account", "guard", "event", "audit", "tool", "statement", "replica")));

    static final List<String> ROOMS = MAY_USE.keySet().stream().sorted().toList();

    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice");

    private static final JavaClasses ALL = new ClassFileImporter().importPackages("dev.sluice");

    private static final DescribedPredicate<JavaClass> TEST =
            describe("a test", type -> type.getName().replaceAll("\\$.*", "").matches(".*(Test|IT)"));

    @ParameterizedTest
    @FieldSource("ROOMS")
    void aPackageUsesWhatTheTableGrantsIt(String room) {
        String[] granted = Stream.of(FLOOR, MAY_USE.get(room), Set.of(room))
                .flatMap(Set::stream)
                .map(name -> ROOT + name + "..")
                .toArray(String[]::new);

        classes()
                .that()
                .resideInAPackage(ROOT + room + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(granted).or(resideOutsideOfPackage("dev.sluice..")))
                .allowEmptyShould(true)
                .check(GATEWAY);
    }

    @Test
    void everyPackageOfTheGatewayIsInTheTable() {
        assertThat(GATEWAY.stream().map(JavaClass::getPackageName))
                .allSatisfy(name -> assertThat(name.substring(ROOT.length()).replaceAll("\\..*", ""))
                        .matches(room -> room.equals("app") || MAY_USE.containsKey(room), "is a known package"));
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.sluice.(**)").should().beFreeOfCycles().check(GATEWAY);
    }

    @Test
    void noFaceSeesAnotherFace() {
        slices().matching("dev.sluice.face.(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(GATEWAY);
    }

    @Test
    void theGatewayKnowsNothingOfTheSandbox() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.sluice.sandbox..", "dev.sluice.demo.."))
                .check(GATEWAY);
    }

    @Test
    void theSandboxKnowsNothingOfTheGatewayOrTheDemo() {
        classes()
                .that()
                .resideInAPackage("dev.sluice.sandbox..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAPackage("dev.sluice.sandbox..").or(resideOutsideOfPackage("dev.sluice..")))
                .check(ALL);
    }

    @Test
    void theDemoSpeaksToTheGatewayOverTheNetworkOnly() {
        classes()
                .that()
                .resideInAPackage("dev.sluice.demo..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("dev.sluice.demo..", "dev.sluice.sandbox..")
                        .or(resideOutsideOfPackage("dev.sluice..")))
                .check(ALL);
    }

    @Test
    void onlyWorkspaceTokenAndWebhooksMakeOutboundHttpCalls() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.sluice.workspace..",
                        "dev.sluice.token..",
                        "dev.sluice.event.webhook..",
                        "dev.sluice.app..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.vertx.core.http..", "io.vertx.mutiny.core.http..")
                        .and(simpleNameStartingWith("HttpClient"))
                        .or(resideInAnyPackage("io.vertx..ext.web.client..", "java.net.http..")))
                .check(GATEWAY);
    }

    @Test
    void onlyFacesSpeakJakartaRest() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.sluice.face..", "dev.sluice.app..")
                .should()
                .dependOnClassesThat(resideInAPackage("jakarta.ws.rs.."))
                .check(GATEWAY);
    }

    @Test
    void onlyTheStoreRepositoriesAndEntitiesKnowTheDatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.sluice.store..", "dev.sluice.app..")
                .and()
                .haveSimpleNameNotEndingWith("Repository")
                .and()
                .areNotAnnotatedWith("jakarta.persistence.Entity")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.hibernate..", "jakarta.persistence..", "io.vertx..sqlclient..", "io.vertx..pgclient.."))
                .check(GATEWAY);
    }

    @Test
    void nothingWaitsForAResultOutsideStartUp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sluice.app..")
                .should()
                .accessTargetWhere(describe("waits", ArchitectureTest::waits))
                .check(GATEWAY);
    }

    @Test
    void noClassIsNamedForWantOfAName() {
        noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)").check(ALL);
    }

    @Test
    void everyPackageSaysWhatLivesThereAndRefusesNull() {
        Set<JavaPackage> packages = ALL.stream()
                .filter(resideOutsideOfPackage("dev.sluice").and(DescribedPredicate.not(TEST)))
                // Generated from src/main/protobuf.
                .filter(resideOutsideOfPackage("dev.sluice.face.grpc.wire.."))
                .map(JavaClass::getPackage)
                .collect(Collectors.toSet());

        assertThat(packages)
                .allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class))
                        .as("%s has a package-info.java with @NullMarked", each.getName())
                        .isTrue());
    }

    private static boolean waits(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getName();
        return switch (name) {
            case "get", "join" -> owner.isAssignableTo(Future.class) || owner.isAssignableTo(CompletableFuture.class);
            case "await" ->
                owner.isAssignableTo(Uni.class)
                        || owner.isAssignableTo(CountDownLatch.class)
                        || owner.isAssignableTo(io.vertx.core.Future.class);
            case "sleep" -> owner.isAssignableTo(Thread.class);
            default -> false;
        };
    }
}
