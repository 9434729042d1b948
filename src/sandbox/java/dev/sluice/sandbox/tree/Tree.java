package dev.sluice.sandbox.tree;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Entries by path. Thread-safe; entries do not change, they are replaced. */
public final class Tree<E extends Tree.Entry> {
    /** What lies at a path. */
    public interface Entry {
        TreePath path();

        /** Whether others may lie within it. */
        boolean isFolder();
    }

    // Guarded by this.
    private final NavigableMap<TreePath, E> entries = new TreeMap<>();

    public synchronized Optional<E> find(TreePath path) {
        return Optional.ofNullable(entries.get(path));
    }

    public synchronized void put(E entry) {
        entries.put(entry.path(), entry);
    }

    /** The entry and all below it, each after the folder it lies in. */
    public synchronized List<E> within(TreePath path) {
        return entries.tailMap(path, true).values().stream()
                .takeWhile(entry -> entry.path().isWithin(path))
                .toList();
    }

    /** What lies directly in a folder, by name. */
    public List<E> children(TreePath folder) {
        int depth = folder.names().size() + 1;
        return within(folder).stream()
                .filter(entry -> entry.path().names().size() == depth)
                .toList();
    }

    /** Removes the entry and all below it. */
    public synchronized void remove(TreePath path) {
        within(path).forEach(entry -> entries.remove(entry.path()));
    }

    /** What stands in the way of a folder at this path: the first on the way to it that is none. */
    public synchronized Optional<E> obstacle(TreePath folder) {
        return folder.steps().stream()
                .map(entries::get)
                .filter(entry -> entry != null && !entry.isFolder())
                .findFirst();
    }

    /** Makes the folder and those above it, where they are absent. */
    public synchronized void mkdirs(TreePath folder, Function<TreePath, E> make) {
        folder.steps().forEach(step -> entries.computeIfAbsent(step, make));
    }
}
