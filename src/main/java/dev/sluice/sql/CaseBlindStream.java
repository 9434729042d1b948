package dev.sluice.sql;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.misc.Interval;

/** A text whose letters the lexer sees in upper case, as the grammar wants them, and whose tokens keep their own. */
final class CaseBlindStream implements CharStream {
    private final CharStream text;

    CaseBlindStream(String text) {
        this.text = CharStreams.fromString(text);
    }

    @Override
    public int LA(int offset) {
        int character = text.LA(offset);
        return character <= 0 ? character : Character.toUpperCase(character);
    }

    @Override
    public void consume() {
        text.consume();
    }

    @Override
    public int mark() {
        return text.mark();
    }

    @Override
    public void release(int marker) {
        text.release(marker);
    }

    @Override
    public int index() {
        return text.index();
    }

    @Override
    public void seek(int index) {
        text.seek(index);
    }

    @Override
    public int size() {
        return text.size();
    }

    @Override
    public String getSourceName() {
        return text.getSourceName();
    }

    @Override
    public String getText(Interval interval) {
        return text.getText(interval);
    }
}
