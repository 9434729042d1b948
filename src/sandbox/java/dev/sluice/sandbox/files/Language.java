package dev.sluice.sandbox.files;

import java.util.Optional;
import java.util.stream.Stream;

/** A notebook's language: how its source marks itself and parts its cells. Databricks: source format of notebooks. */
enum Language {
    PYTHON("py", "#"),
    SQL("sql", "--"),
    SCALA("scala", "//"),
    R("r", "#");

    private final String extension;
    private final String comment;

    Language(String extension, String comment) {
        this.extension = extension;
        this.comment = comment;
    }

    static Optional<Language> named(String name) {
        return Stream.of(values())
                .filter(language -> language.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The language that files with this extension are written in. */
    static Optional<Language> ofExtension(String extension) {
        return Stream.of(values())
                .filter(language -> language.extension.equalsIgnoreCase(extension))
                .findFirst();
    }

    String extension() {
        return extension;
    }

    /** The first line of a source that is a notebook, with its end. */
    String header() {
        return comment + " Databricks notebook source\n";
    }

    /** What stands between two cells. */
    String cellBreak() {
        return "\n\n" + comment + " COMMAND ----------\n\n";
    }

    /** What a line of a cell in another language begins with. */
    String magic() {
        return comment + " MAGIC ";
    }
}
