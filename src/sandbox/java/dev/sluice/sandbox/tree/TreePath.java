package dev.sluice.sandbox.tree;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An absolute path. In their order, what lies within a path directly follows it. */
public record TreePath(List<String> names) implements Comparable<TreePath> {
    public static final TreePath ROOT = new TreePath(List.of());

    public TreePath {
        names = List.copyOf(names);
    }

    public static TreePath of(String... names) {
        return new TreePath(List.of(names));
    }

    /** Reads {@code /a//b/} as /a/b; empty where the text is relative, or climbs with dots. */
    public static Optional<TreePath> parse(String text) {
        List<String> names =
                Stream.of(text.split("/")).filter(name -> !name.isEmpty()).toList();
        boolean absolute = text.startsWith("/") && !names.contains(".") && !names.contains("..");
        return absolute ? Optional.of(new TreePath(names)) : Optional.empty();
    }

    public boolean isRoot() {
        return names.isEmpty();
    }

    /** The root's is the root. */
    public TreePath parent() {
        return isRoot() ? this : new TreePath(names.subList(0, names.size() - 1));
    }

    /** The last name; empty for the root. */
    public String name() {
        return isRoot() ? "" : names.getLast();
    }

    public TreePath child(String name) {
        return new TreePath(Stream.concat(names.stream(), Stream.of(name)).toList());
    }

    /** Whether this is the other path, or below it. */
    public boolean isWithin(TreePath other) {
        int depth = other.names.size();
        return names.size() >= depth && names.subList(0, depth).equals(other.names);
    }

    /** From the first below the root to this one. */
    public List<TreePath> steps() {
        return Stream.iterate(1, depth -> depth <= names.size(), depth -> depth + 1)
                .map(depth -> new TreePath(names.subList(0, depth)))
                .toList();
    }

    @Override
    public int compareTo(TreePath other) {
        int shared = Math.min(names.size(), other.names.size());
        for (int i = 0; i < shared; i++) {
            int difference = names.get(i).compareTo(other.names.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return names.size() - other.names.size();
    }

    @Override
    public String toString() {
        return "/" + String.join("/", names);
    }
}
