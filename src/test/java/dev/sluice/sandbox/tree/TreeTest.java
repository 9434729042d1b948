package dev.sluice.sandbox.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, and what lies under which. */
class TreeTest {
    private record Item(TreePath path, boolean isFolder) implements Tree.Entry {}

    private final Tree<Item> tree = new Tree<>();

    @BeforeEach
    void plant() {
        tree.put(new Item(TreePath.ROOT, true));
        tree.mkdirs(TreePath.of("a", "b"), path -> new Item(path, true));
        tree.put(new Item(TreePath.of("a", "b", "c.txt"), false));
        tree.put(new Item(TreePath.of("a!"), true));
        tree.put(new Item(TreePath.of("ab"), true));
    }

    @ParameterizedTest
    @CsvSource({"/,/", "/a,/a", "/a/,/a", "//a///b,/a/b", "/a b/c,/a b/c"})
    void readsAnAbsolutePath(String text, String path) {
        assertThat(TreePath.parse(text)).hasToString("Optional[" + path + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a/b", "/a/../b", "/./a", ".."})
    void refusesAPathThatIsRelativeOrClimbs(String text) {
        assertThat(TreePath.parse(text)).isEmpty();
    }

    @Test
    void findsWhatLiesInAFolderAndNotWhatIsMerelyNamedAlike() {
        assertThat(tree.within(TreePath.of("a")))
                .extracting(item -> item.path().toString())
                .containsExactly("/a", "/a/b", "/a/b/c.txt");
        assertThat(tree.children(TreePath.ROOT))
                .extracting(item -> item.path().name())
                .containsExactly("a", "a!", "ab");
    }

    @Test
    void removesAFolderWithAllBelowIt() {
        tree.remove(TreePath.of("a"));

        assertThat(tree.within(TreePath.ROOT))
                .extracting(item -> item.path().toString())
                .containsExactly("/", "/a!", "/ab");
    }

    @Test
    void seesAFileInTheWayOfAFolder() {
        assertThat(tree.obstacle(TreePath.of("a", "b", "c.txt", "d")))
                .map(Item::path)
                .hasValue(TreePath.of("a", "b", "c.txt"));
        assertThat(tree.obstacle(TreePath.of("a", "b", "new"))).isEmpty();
    }
}
